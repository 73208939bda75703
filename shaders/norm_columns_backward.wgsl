// Backward through batch normalisation, in place: dL/dh becomes dL/du = scale · (dL/dh − mean(dL/dh) −
// h · mean(h · dL/dh)) over the batch. One thread a unit. Needs float_bits.wgsl and formats.wgsl.

struct NormColumnsBackward {
  units: u32,
  stride: u32,
  batch: u32,
  first_scale: u32,
  format: u32,
}

@group(0) @binding(0) var<uniform> norm: NormColumnsBackward;
@group(0) @binding(1) var<storage, read> h: array<f32>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= norm.units) { return; }
  let end = norm.batch * norm.stride;
  // About the unit's first gradient, as in norm_columns.wgsl. mean(h · dL/dh) stays, for mean(h) is 0.
  let shift = grad[unit];
  var sum = vec2f();
  for (var i = unit; i < end; i += norm.stride) { sum += (grad[i] - shift) * vec2f(1.0, h[i]); }
  let means = sum / f32(norm.batch);
  let scale = scales[norm.first_scale + unit];
  for (var i = unit; i < end; i += norm.stride) {
    grad[i] = rounded(scale * ((grad[i] - shift) - means.x - h[i] * means.y), norm.format);
  }
}
