// Counts finite values of a matrix, or of two that have the same shape, into their slots of the buffer that
// the scene draws: into 256 equal bins and the two places outside, or into the logarithmic bins of
// src/model/histogram.ts. LANES threads take a part, and count near at hand first. Of the thousands of
// logarithmic bins that holds the sixteen octaves below the part's largest element: what is nearer to zero is
// rare, and counted in the buffer at once. The engine adds `const LOG_BINS` and `const LINEAR_RANGES`: which
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

// Near at hand: below, the bins and above; or the nearest words to a part's largest magnitude,
// first of positive values, then of negative ones, then zeros.
const WINDOW = 128u;
const ZEROS = 2u * WINDOW;
const NEAR = LINEAR_BINS + 2u;
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

// How many bins lie between zero and finite numbers' own, which are not zero. On integers alone: no
// logarithm errs at an edge, and no subnormal is flushed.
fn steps(bits: vec4u) -> vec4u {
  // Subnormals: an integer times 2^−149, which float32 holds exactly.
  let small = (bits & vec4u(INFINITY_BITS)) == vec4u(0u);
  let whole = bitcast<vec4u>(vec4f(bits & vec4u(0x007fffffu)));
  let magnitude = select(bits & vec4u(0x7fffffffu), whole, small);
  let octave = vec4i(magnitude >> vec4u(23u)) - 127
    - select(vec4i(LEAST_OCTAVE), vec4i(0), small);
  // Fractions with which the second to the last bin of an octave begin: 2^(k/8) − 1, rounded up.
  let fraction = magnitude & vec4u(0x007fffffu);
  const none = vec4u(0u);
  let half = fraction >= vec4u(3474676u);
  let quarter = fraction >= select(vec4u(1587185u), vec4u(5719293u), half);
  let last = fraction >= select(
    select(vec4u(759234u), vec4u(2490071u), quarter),
    select(vec4u(4548395u), vec4u(6996167u), quarter),
    half,
  );
  let eighth = select(none, vec4u(4u), half) + select(none, vec4u(2u), quarter) + select(none, vec4u(1u), last);
  return vec4u(max(octave, vec4i(0))) * PER_OCTAVE + eighth;
}

// The first of the steps that are near at hand, so that the part's largest element is among them.
fn window_start(part: Part) -> u32 {
  if (part.finite == 0u) { return 0u; }
  let ends = vec2u(from_order_key(part.min_key), from_order_key(part.max_key));
  let octave = max(exponent_of(ends.x), exponent_of(ends.y)) - LEAST_OCTAVE;
  return u32(max((octave + 1) * i32(PER_OCTAVE) - i32(WINDOW), 0));
}

// Where numbers are counted near at hand, if they are.
fn log_places(bits: vec4u, start: u32) -> vec4u {
  let step = steps(bits) - start;
  // Steps before the start wrap around, and are beyond the window too.
  let place = select(vec4u(NOWHERE), step + (bits >> vec4u(31u)) * WINDOW, step < vec4u(WINDOW));
  return select(place, vec4u(ZEROS), (bits & vec4u(0x7fffffffu)) == vec4u(0u));
}

// The words of the slot that count numbers which are not zero.
fn log_words(bits: vec4u) -> vec4u {
  let step = steps(bits);
  return select(ZERO_WORD + 1u + step, ZERO_WORD - 1u - step, bits >= vec4u(0x80000000u));
}

// The word of the slot that a place near at hand stands for.
fn log_word(place: u32, start: u32) -> u32 {
  if (place >= ZEROS) { return ZERO_WORD; }
  if (place >= WINDOW) { return ZERO_WORD - 1u - start - (place - WINDOW); }
  return ZERO_WORD + 1u + start + place;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let part = group.x * (THREADS / LANES) + thread / LANES;
  let lane = thread % LANES;
  // In quads of elements; a part is a whole number of them.
  let begin = part * (task.elements_per_part / 4u);
  let end = min((part + 1u) * task.elements_per_part, task.elements) / 4u;
  let range = ranges[task.slot + group.y];
  let start = window_start(parts[task.first_part + group.y * task.parts_apart + part]);
  let slot = (task.slot + group.y) * SLOT_WORDS;

  for (var i = begin + lane; i < end; i += LANES) {
    var bits: vec4u;
    if (group.y == 0u) { bits = values[i]; } else { bits = others[i]; }
    let in_bins = counted(i, task.period, task.full, task.rest) & are_finite(bits);
    var places: vec4u;
    if (LOG_BINS && (!LINEAR_RANGES || range.kind == LOG)) {
      places = log_places(bits, start);
    } else {
      places = linear_words(bits, range);
    }
    let near = select(vec4u(NOWHERE), places, in_bins);
    // One by one, not in a loop: an index that varies costs software adapters a third of the kernel.
    count(near.x);
    count(near.y);
    count(near.z);
    count(near.w);
    let far = in_bins & (places == vec4u(NOWHERE));
    // A loop instead of a condition, as in float_bits.wgsl: few numbers are far.
    for (var some = any(far); some; some = false) {
      let words = slot + log_words(bits);
      for (var j = 0u; j < 4u; j++) {
        if (far[j]) { atomicAdd(&histograms[words[j]], 1u); }
      }
    }
  }
  all_have_counted();
  if (begin >= end) { return; }
  for (var place = lane; place < NEAR; place += LANES) {
    let all = counted_at(place);
    if (all == 0u) { continue; }
    let word = select(place, log_word(place, start), range.kind == LOG);
    atomicAdd(&histograms[slot + word], all);
  }
}
