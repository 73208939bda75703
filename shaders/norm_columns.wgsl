// Batch normalisation of pre-activations in place: every unit by itself, over the batch, without
// learned scale. One thread a unit. Needs float_bits.wgsl and formats.wgsl.

struct NormColumns {
  units: u32,
  stride: u32,
  batch: u32,
  epsilon: f32,
  // Where the units' factors are kept for the backward pass.
  first_scale: u32,
  format: u32,
}

@group(0) @binding(0) var<uniform> norm: NormColumns;
@group(0) @binding(1) var<storage, read_write> h: array<f32>;
@group(0) @binding(2) var<storage, read_write> scales: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= norm.units) { return; }
  let end = norm.batch * norm.stride;
  // Sums are taken about the unit's first value: they are then as exact as the spread is small, and
  // exactly 0 for identical values.
  let shift = h[unit];
  var sum = 0.0;
  for (var i = unit; i < end; i += norm.stride) { sum += h[i] - shift; }
  let mean = sum / f32(norm.batch);
  var squares = 0.0;
  for (var i = unit; i < end; i += norm.stride) {
    let deviation = (h[i] - shift) - mean;
    squares += deviation * deviation;
  }
  let scale = inverseSqrt(squares / f32(norm.batch) + norm.epsilon);
  for (var i = unit; i < end; i += norm.stride) {
    h[i] = rounded(((h[i] - shift) - mean) * scale, norm.format);
  }
  scales[norm.first_scale + unit] = scale;
}
