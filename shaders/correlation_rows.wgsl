// For each sample what centres and scales it to length 1, over its units: values are divided by a power
// of two first, so that nothing overflows. One workgroup a sample. Needs float_bits.wgsl, padding.wgsl
// and sample.wgsl.

struct CorrelationRows { units: u32, stride: u32 }

@group(0) @binding(0) var<uniform> task: CorrelationRows;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> samples: array<Sample>;

const THREADS = 32u;
var<workgroup> magnitude: atomic<u32>;
var<workgroup> sums: array<f32, THREADS>;

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
  let begin = group.x * task.stride / 4u + thread;
  let end = (group.x + 1u) * task.stride / 4u;

  // The largest magnitude, which is inf or NaN if any is.
  var largest = vec4u();
  for (var i = begin; i < end; i += THREADS) {
    let bits = values[i] & vec4u(0x7fffffffu);
    largest = max(largest, select(vec4u(0u), bits, counted(i, task.stride, task.units)));
  }
  atomicMax(&magnitude, max(max(largest.x, largest.y), max(largest.z, largest.w)));
  workgroupBarrier();
  let top = atomicLoad(&magnitude);
  let broken = top >= INFINITY_BITS;
  let unit = select(exponent_of(top), 0, broken || abs(exponent_of(top)) <= 30);

  var sum = vec4f();
  for (var i = begin; i < end; i += THREADS) {
    sum += select(vec4f(0.0), divided4(values[i], unit), counted(i, task.stride, task.units));
  }
  let mean = sum_of_all(dot(sum, vec4f(1.0)), thread) / f32(task.units);
  var squares = vec4f();
  for (var i = begin; i < end; i += THREADS) {
    let deviation = select(vec4f(0.0), divided4(values[i], unit) - mean,
      counted(i, task.stride, task.units));
    squares += deviation * deviation;
  }
  let square = sum_of_all(dot(squares, vec4f(1.0)), thread);
  if (thread == 0u) {
    // Without spread there is no direction; rounding of the mean leaves a little of it.
    let flat = broken || square <= f32(task.units) * mean * mean * 1e-12;
    samples[group.x] = Sample(unit, select(mean, 0.0, broken), select(inverseSqrt(square), 0.0, flat));
  }
}
