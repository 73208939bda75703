// Counts finite values of a matrix, or of two that have the same shape, into their slots of the buffer that
// the scene draws: into 256 equal bins and the two places outside, or into the logarithmic bins of
// src/model/histogram.ts. LANES threads take a part, and count near at hand first. Of the thousands of
// logarithmic bins that holds the twenty-four octaves below the part's largest element: what is nearer to zero is
// rare, and counted in the buffer in a second walk. The engine adds `const LOG_BINS` and `const LINEAR_RANGES`: which
// of them a run has. Needs float_bits.wgsl, padding.wgsl, part.wgsl, bin_range.wgsl, slots.wgsl, and
// counts_shared.wgsl or counts_own.wgsl.

struct HistogramTask {
  elements: u32,
  // Which of them count, as padding.wgsl says.
  period: u32,
  full: u32,
  rest: u32,
  elements_per_part: u32,
  // Their moments. Those of the second matrix are so many parts further on, and its slot is the next one.
  first_part: u32,
  parts_apart: u32,
  slot: u32,
}

@group(0) @binding(0) var<uniform> task: HistogramTask;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read> others: array<vec4u>;
@group(0) @binding(3) var<storage, read> parts: array<Part>;
@group(0) @binding(4) var<storage, read> ranges: array<BinRange>;
@group(0) @binding(5) var<storage, read_write> histograms: array<atomic<u32>>;

const LINEAR_BINS = 256u;

// An octave of normal numbers begins with the step that is so much more than its exponent's field times eight.
const FIRST_STEP = u32(-127 - LEAST_OCTAVE) * PER_OCTAVE;

// Near at hand: below, the bins and above; or the nearest words to a part's largest magnitude, first of positive
// values, then of negative ones.
const WINDOW = 192u;
const NEAR = max(LINEAR_BINS + 2u, 2u * WINDOW);
// The place of what is not counted near at hand.
const NOWHERE = NEAR;

fn linear_words(bits: vec4u, range: BinRange) -> vec4u {
  if (range.bins_per_unit == 0.0) { return vec4u(1u + LINEAR_BINS / 2u); }
  let x = divided4(bits, range.exponent) - range.shift;
  let bin = min(
    vec4u(clamp((x - range.low) * range.bins_per_unit, vec4f(0.0), vec4f(f32(LINEAR_BINS)))),
    vec4u(LINEAR_BINS - 1u),
  );
  let above = select(1u + bin, vec4u(LINEAR_BINS + 1u), x >= vec4f(range.high));
  return select(above, vec4u(0u), x < vec4f(range.low));
}

// Of normal numbers, how many bins lie between zero and their own. All of it is whole numbers that float32 holds
// exactly: no logarithm errs at an edge. In floats, because software adapters take a dozen instructions to shift an
// integer or to compare two without a sign.
fn steps(magnitude: vec4u) -> vec4u {
  let fraction = magnitude & vec4u(0x007fffffu);
  // The exponent's field times eight.
  let octaves = vec4f(bitcast<vec4i>(magnitude - fraction)) * 0x1p-20;
  // Fractions with which the second to the last bin of an octave begin: 2^(k/8) − 1, rounded up.
  let f = vec4f(bitcast<vec4i>(fraction));
  let eighths = step(vec4f(759234.0), f) + step(vec4f(1587185.0), f) + step(vec4f(2490071.0), f)
    + step(vec4f(3474676.0), f) + step(vec4f(4548395.0), f) + step(vec4f(5719293.0), f) + step(vec4f(6996167.0), f);
  // The last bits of a number from 2^23 to 2^24 are an integer's.
  return bitcast<vec4u>(octaves + eighths + 0x1p23) - (0x4b000000u - FIRST_STEP);
}

// The same of all finite numbers but zero.
fn all_steps(magnitude: vec4u) -> vec4u {
  // Subnormals: an integer times 2^−149, which float32 holds exactly; none is flushed.
  let small = magnitude < vec4u(0x00800000u);
  let whole = bitcast<vec4u>(vec4f(magnitude));
  const further = vec4u(u32(-LEAST_OCTAVE) * PER_OCTAVE);
  return steps(select(magnitude, whole, small)) - select(vec4u(0u), further, small);
}

// The exponent's field of the smallest numbers that are near at hand: the part's largest element is among them, unless
// that is subnormal.
fn first_field(part: u32) -> u32 {
  let ends = vec2u(from_order_key(parts[part].min_key), from_order_key(parts[part].max_key));
  let last = max(exponent_of(ends.x), exponent_of(ends.y)) + 127;
  return u32(max(last + 1 - i32(WINDOW / PER_OCTAVE), 1));
}

// The words of the slot that count finite numbers which are not zero.
fn log_words(bits: vec4u) -> vec4u {
  let step = all_steps(bits & vec4u(0x7fffffffu));
  return select(ZERO_WORD + 1u + step, ZERO_WORD - 1u - step, bits >= vec4u(0x80000000u));
}

// The word of the slot that a place near at hand stands for.
fn log_word(place: u32, start: u32) -> u32 {
  let negative = ZERO_WORD - 1u - start - (place - WINDOW);
  return select(ZERO_WORD + 1u + start + place, negative, place >= WINDOW);
}

fn counts_of(i: u32) -> vec4<bool> { return counted(i, task.period, task.full, task.rest); }

// A quad of one matrix or of the other, with zeros for what does not count.
fn quad(i: u32, matrix: u32) -> vec4u {
  var bits: vec4u;
  if (matrix == 0u) { bits = values[i]; } else { bits = others[i]; }
  if (PADDED) { bits = select(vec4u(0u), bits, counts_of(i)); }
  return bits;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let part = group.x * (THREADS / LANES) + thread / LANES;
  let lane = thread % LANES;
  // In quads of elements; a part is a whole number of them.
  let begin = part * (task.elements_per_part / 4u);
  let end = min((part + 1u) * task.elements_per_part, task.elements) / 4u;
  var range: BinRange;
  var is_log = LOG_BINS;
  if (LINEAR_RANGES) {
    range = ranges[task.slot + group.y];
    is_log = range.kind == LOG;
  }
  let measured = task.first_part + group.y * task.parts_apart + part;
  let field = first_field(measured);
  let start = FIRST_STEP + field * PER_OCTAVE;
  let slot = (task.slot + group.y) * SLOT_WORDS;

  // The smallest magnitudes but zero, less 1.
  var least = vec4u(0xffffffffu);
  for (var i = begin + lane; i < end; i += LANES) {
    let bits = quad(i, group.y);
    var near: vec4u;
    if (LOG_BINS && (!LINEAR_RANGES || is_log)) {
      // Zeros, subnormals and what is not finite lie outside the window.
      let magnitude = bits & vec4u(0x7fffffffu);
      least = min(least, magnitude - 1u);
      let from_start = steps(magnitude) - start;
      let negative = select(vec4u(0u), vec4u(WINDOW), bitcast<vec4i>(bits) < vec4i(0));
      near = select(vec4u(NOWHERE), from_start + negative, from_start < vec4u(WINDOW));
    } else {
      let in_bins = counts_of(i) & are_finite(bits);
      near = select(vec4u(NOWHERE), linear_words(bits, range), in_bins);
    }
    // One by one, not in a loop: an index that varies costs software adapters a third of the kernel.
    count(near.x);
    count(near.y);
    count(near.z);
    count(near.w);
  }
  // Once more for what is far, which is rare. Software adapters walk through all that a loop holds, whether or not a
  // condition or a loop in it is entered: what is rare is no part of it.
  if (LOG_BINS) {
    let floor = field << 23u;
    let all_near = min(min(least.x, least.y), min(least.z, least.w)) >= floor - 1u;
    for (var i = select(begin + lane, end, all_near); i < end; i += LANES) {
      let bits = quad(i, group.y);
      let magnitude = bits & vec4u(0x7fffffffu);
      let words = slot + log_words(bits);
      for (var j = 0u; j < 4u; j++) {
        if (magnitude[j] > 0u && magnitude[j] < floor) { atomicAdd(&histograms[words[j]], 1u); }
      }
    }
  }
  all_have_counted();
  if (begin >= end) { return; }
  if (lane == 0u && is_log) { atomicAdd(&histograms[slot + ZERO_WORD], parts[measured].zeros); }
  for (var place = lane; place < NEAR; place += LANES) {
    let all = counted_at(place);
    let word = select(place, log_word(place, start), is_log);
    if (all > 0u) { atomicAdd(&histograms[slot + word], all); }
  }
}
