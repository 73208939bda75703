// Backward through layer and RMS normalisation, in place: dL/dh becomes dL/du = scale · (dL/dh −
// mean(dL/dh) − h · mean(h · dL/dh)) over a row's units, the first mean for layer normalisation only.
// One workgroup a row. Needs float_bits.wgsl, formats.wgsl and workgroup_sum.wgsl.

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
alias Term = vec2f;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let begin = group.x * norm.stride;
  // About the row's first gradient, as in norm_rows.wgsl. mean(h · dL/dh) stays, for mean(h) is 0.
  let centred = norm.center == 1u;
  let shift = select(0.0, grad[begin], centred);
  var sum = vec2f();
  for (var i = begin + thread; i < begin + norm.units; i += THREADS) {
    sum += (grad[i] - shift) * vec2f(1.0, h[i]);
  }
  let means = sum_of_all(sum, thread) / f32(norm.units);
  let mean = select(0.0, means.x, centred);
  let scale = scales[norm.first_scale + group.x];
  for (var i = begin + thread; i < begin + norm.units; i += THREADS) {
    grad[i] = rounded(scale * ((grad[i] - shift) - mean - h[i] * means.y), norm.format);
  }
}
