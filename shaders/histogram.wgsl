// Counts finite values into 256 bins and the two places outside: in workgroup memory first, then
// into the layer's slot of the buffer that the scene draws. Needs float_bits.wgsl and
// bin_range.wgsl.

struct HistogramTask {
  elements: u32,
  units: u32,
  // Elements from one row to the next; those past `units` are padding and do not count.
  stride: u32,
  elements_per_group: u32,
  slot: u32,
}

@group(0) @binding(0) var<uniform> task: HistogramTask;
@group(0) @binding(1) var<storage, read> values: array<u32>;
@group(0) @binding(2) var<storage, read> ranges: array<BinRange>;
@group(0) @binding(3) var<storage, read_write> histograms: array<atomic<u32>>;

const THREADS = 64u;
const BINS = 256u;
const LOG_BINS = 127u;
// Below, the bins, above.
const WORDS = BINS + 2u;
const LOG10_OF_2 = 0.30102999566;

var<workgroup> counts: array<atomic<u32>, WORDS>;

fn linear_word(bits: u32, range: BinRange) -> u32 {
  if (range.bins_per_unit == 0.0) { return 1u + BINS / 2u; }
  let x = divided(bits, range.exponent);
  if (x < range.low) { return 0u; }
  if (x >= range.high) { return BINS + 1u; }
  return 1u + min(u32((x - range.low) * range.bins_per_unit), BINS - 1u);
}

// log10 of a finite number's magnitude, also where a subnormal would be flushed.
fn decades(bits: u32) -> f32 {
  let exponent = exponent_of(bits);
  return (log2(abs(divided(bits, exponent))) + f32(exponent)) * LOG10_OF_2;
}

// Bins outwards from the middle on the value's side: 0 is nearer to zero than the range begins.
fn log_step(bits: u32, range: BinRange) -> u32 {
  if (is_zero(bits)) { return 0u; }
  let beyond = decades(bits) - range.low;
  if (beyond < 0.0) { return 0u; }
  return 1u + min(u32(beyond * range.bins_per_unit), LOG_BINS);
}

fn log_word(bits: u32, range: BinRange) -> u32 {
  let step = log_step(bits, range);
  // −0 is 0, and lies on the positive side of the edge.
  let negative = bits > 0x80000000u;
  return select(BINS / 2u + 1u + step, BINS / 2u - step, negative);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let begin = group.x * task.elements_per_group + thread;
  let end = min((group.x + 1u) * task.elements_per_group, task.elements);
  let range = ranges[task.slot];

  for (var i = begin; i < end; i += THREADS) {
    // The remainder is dear, and most layers have no padding.
    let padding = task.stride != task.units && i % task.stride >= task.units;
    if (padding || !is_finite(values[i])) { continue; }
    if (range.kind == LOG) {
      atomicAdd(&counts[log_word(values[i], range)], 1u);
    } else {
      atomicAdd(&counts[linear_word(values[i], range)], 1u);
    }
  }
  workgroupBarrier();
  for (var word = thread; word < WORDS; word += THREADS) {
    let count = atomicLoad(&counts[word]);
    if (count > 0u) { atomicAdd(&histograms[task.slot * WORDS + word], count); }
  }
}
