// Counts finite values into 256 bins and the two places outside: in workgroup memory first, then
// into the layer's slot of the buffer that the scene draws. Needs float_bits.wgsl,
// padding.wgsl and bin_range.wgsl.

struct HistogramTask {
  elements: u32,
  // Which of them count, as padding.wgsl says.
  period: u32,
  full: u32,
  rest: u32,
  elements_per_group: u32,
  slot: u32,
}

@group(0) @binding(0) var<uniform> task: HistogramTask;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read> ranges: array<BinRange>;
@group(0) @binding(3) var<storage, read_write> histograms: array<atomic<u32>>;

const BINS = 256u;
const LOG_BINS = 127u;
// Below, the bins, above.
const WORDS = BINS + 2u;
const LOG10_OF_2 = 0.30102999566;

var<workgroup> counts: array<atomic<u32>, WORDS>;

fn linear_words(bits: vec4u, range: BinRange) -> vec4u {
  if (range.bins_per_unit == 0.0) { return vec4u(1u + BINS / 2u); }
  let x = divided4(bits, range.exponent) - range.shift;
  let bin = min(vec4u(clamp((x - range.low) * range.bins_per_unit, vec4f(0.0), vec4f(f32(BINS)))),
    vec4u(BINS - 1u));
  let above = select(1u + bin, vec4u(BINS + 1u), x >= vec4f(range.high));
  return select(above, vec4u(0u), x < vec4f(range.low));
}

// log10 of finite numbers' magnitudes, also where a subnormal would be flushed; far below any
// range for zero.
fn decades(bits: vec4u) -> vec4f {
  if (all((bits & vec4u(INFINITY_BITS)) != vec4u(0u))) {
    return log2(abs(bitcast<vec4f>(bits))) * LOG10_OF_2;
  }
  var result: vec4f;
  for (var i = 0u; i < 4u; i++) {
    let exponent = exponent_of(bits[i]);
    let fraction = select(abs(divided(bits[i], exponent)), 1.0, is_zero(bits[i]));
    result[i] = select(log2(fraction) + f32(exponent), -1000.0, is_zero(bits[i])) * LOG10_OF_2;
  }
  return result;
}

fn log_words(bits: vec4u, range: BinRange) -> vec4u {
  // Bins outwards from the middle on the value's side: 0 is nearer to zero than the range begins.
  let beyond = decades(bits) - range.low;
  let bin = vec4u(clamp(beyond * range.bins_per_unit, vec4f(0.0), vec4f(f32(LOG_BINS))));
  let step = select(1u + bin, vec4u(0u), beyond < vec4f(0.0));
  // −0 is 0, and lies on the positive side of the edge.
  return select(BINS / 2u + 1u + step, BINS / 2u - step, bits > vec4u(0x80000000u));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  // In quads of elements; a group has a whole number of them.
  let begin = group.x * (task.elements_per_group / 4u) + thread;
  let end = min((group.x + 1u) * task.elements_per_group, task.elements) / 4u;
  let range = ranges[task.slot];

  for (var i = begin; i < end; i += THREADS) {
    let bits = values[i];
    let counted = counted(i, task.period, task.full, task.rest) & are_finite(bits);
    var words: vec4u;
    if (range.kind == LOG) { words = log_words(bits, range); } else { words = linear_words(bits, range); }
    for (var j = 0u; j < 4u; j++) {
      if (counted[j]) { atomicAdd(&counts[words[j]], 1u); }
    }
  }
  workgroupBarrier();
  for (var word = thread; word < WORDS; word += THREADS) {
    let count = atomicLoad(&counts[word]);
    if (count > 0u) { atomicAdd(&histograms[task.slot * WORDS + word], count); }
  }
}
