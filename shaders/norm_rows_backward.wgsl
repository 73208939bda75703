// Backward through layer and RMS normalisation, in place: dL/dh becomes dL/du = scale · (dL/dh −
// mean(dL/dh) − h · mean(h · dL/dh)) over a row's units, the first mean for layer normalisation only.
// One workgroup a row. Needs float_bits.wgsl and formats.wgsl.

struct NormRowsBackward {
  units: u32,
  stride: u32,
  center: u32,
  first_scale: u32,
  format: u32,
}

@group(0) @binding(0) var<uniform> norm: NormRowsBackward;
@group(0) @binding(1) var<storage, read> h: array<f32>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad: array<f32>;

const THREADS = 64u;
var<workgroup> sums: array<vec2f, THREADS>;

fn sum_of_all(value: vec2f, thread: u32) -> vec2f {
  sums[thread] = value;
  for (var step = THREADS / 2u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (thread < step) { sums[thread] += sums[thread + step]; }
  }
  return workgroupUniformLoad(&sums[0]);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let begin = group.x * norm.stride;
  var sum = vec2f();
  for (var i = begin + thread; i < begin + norm.units; i += THREADS) {
    sum += grad[i] * vec2f(f32(norm.center), h[i]);
  }
  let means = sum_of_all(sum, thread) / f32(norm.units);
  let scale = scales[norm.first_scale + group.x];
  for (var i = begin + thread; i < begin + norm.units; i += THREADS) {
    grad[i] = rounded(scale * (grad[i] - means.x - h[i] * means.y), norm.format);
  }
}
