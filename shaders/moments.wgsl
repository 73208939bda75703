// Moments of a part of a layer for each workgroup, in three sweeps: largest exponent and counts;
// mean; squared deviations. Values are divided by the part's largest power of two first, so that
// nothing overflows. The parts are merged in double precision outside. Needs
// float_bits.wgsl and part.wgsl.

struct MomentsTask {
  elements: u32,
  units: u32,
  // Elements from one row to the next; those past `units` are padding and do not count.
  stride: u32,
  elements_per_part: u32,
  first_part: u32,
}

@group(0) @binding(0) var<uniform> task: MomentsTask;
@group(0) @binding(1) var<storage, read> values: array<u32>;
@group(0) @binding(2) var<storage, read_write> parts: array<Part>;

const THREADS = 64u;

var<workgroup> magnitude: atomic<u32>;
var<workgroup> finite: atomic<u32>;
var<workgroup> zeros: atomic<u32>;
var<workgroup> infinities: atomic<u32>;
var<workgroup> nans: atomic<u32>;
var<workgroup> min_key: atomic<u32>;
var<workgroup> max_key: atomic<u32>;
var<workgroup> sums: array<f32, THREADS>;

// The remainder is dear, and most layers have no padding.
fn is_padding(i: u32) -> bool {
  return task.stride != task.units && i % task.stride >= task.units;
}

fn sum_of_all(value: f32, thread: u32) -> f32 {
  sums[thread] = value;
  for (var step = THREADS / 2u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (thread < step) { sums[thread] += sums[thread + step]; }
  }
  return workgroupUniformLoad(&sums[0]);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let begin = group.x * task.elements_per_part + thread;
  let end = min((group.x + 1u) * task.elements_per_part, task.elements);

  if (thread == 0u) {
    atomicStore(&min_key, 0xffffffffu);
  }
  workgroupBarrier();

  var my_magnitude = 0u;
  var my_finite = 0u;
  var my_zeros = 0u;
  var my_infinities = 0u;
  var my_nans = 0u;
  var my_min = 0xffffffffu;
  var my_max = 0u;
  for (var i = begin; i < end; i += THREADS) {
    if (is_padding(i)) { continue; }
    let bits = values[i];
    if (!is_finite(bits)) {
      if (is_nan(bits)) { my_nans++; } else { my_infinities++; }
      continue;
    }
    my_finite++;
    let key = order_key(bits);
    my_min = min(my_min, key);
    my_max = max(my_max, key);
    my_zeros += select(0u, 1u, is_zero(bits));
    my_magnitude = max(my_magnitude, bits & 0x7fffffffu);
  }
  atomicMax(&magnitude, my_magnitude);
  atomicAdd(&finite, my_finite);
  atomicAdd(&zeros, my_zeros);
  atomicAdd(&infinities, my_infinities);
  atomicAdd(&nans, my_nans);
  atomicMin(&min_key, my_min);
  atomicMax(&max_key, my_max);
  workgroupBarrier();

  let unit = exponent_of(atomicLoad(&magnitude));
  let n = f32(max(atomicLoad(&finite), 1u));

  var sum = 0.0;
  for (var i = begin; i < end; i += THREADS) {
    if (!is_padding(i) && is_finite(values[i])) { sum += divided(values[i], unit); }
  }
  let mean = sum_of_all(sum, thread) / n;

  var squares = 0.0;
  for (var i = begin; i < end; i += THREADS) {
    if (is_padding(i) || !is_finite(values[i])) { continue; }
    let deviation = divided(values[i], unit) - mean;
    squares += deviation * deviation;
  }
  let m2 = sum_of_all(squares, thread);

  if (thread == 0u) {
    parts[task.first_part + group.x] = Part(
      atomicLoad(&finite), unit, mean, m2, atomicLoad(&zeros), atomicLoad(&infinities),
      atomicLoad(&nans), atomicLoad(&min_key), atomicLoad(&max_key),
    );
  }
}
