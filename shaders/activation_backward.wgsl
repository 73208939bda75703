// Gradients with respect to the pre-activations: dL/dh = branch · dL/da · φ′(h), element by element.
// The engine adds `fn phi_slope(x: f32, slope: f32) -> f32` from the activation's row in the table.
// Needs float_bits.wgsl, limits.wgsl and formats.wgsl.

struct ActivationBackward {
  elements: u32,
  units: u32,
  stride: u32,
  slope: f32,
  branch: f32,
  format: u32,
  // φ′ at inf, −inf and NaN.
  up: f32,
  down: f32,
  nan: f32,
  // Whether PyTorch compares h instead of multiplying: a slope of 0 then makes every gradient 0.
  compares: u32,
}

@group(0) @binding(0) var<uniform> activation: ActivationBackward;
@group(0) @binding(1) var<storage, read> h: array<u32>;
@group(0) @binding(2) var<storage, read> grad_post: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad_pre: array<u32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= activation.elements) { return; }
  let bits = h[id.x];
  let finite = phi_slope(bitcast<f32>(bits), activation.slope);
  let known = limited(bits, finite, activation.up, activation.down);
  let slope = select(known, bitcast<u32>(activation.nan), is_nan(bits));
  let product = bitcast<u32>(activation.branch * grad_post[id.x] * bitcast<f32>(slope));
  let chosen = select(product, 0u, activation.compares != 0u && is_zero(slope));
  // NaN times anything is NaN, whatever the multiplication makes of it.
  let gradient = rounded_bits(select(chosen, slope, is_nan(slope)), activation.format);
  let padding = id.x % activation.stride >= activation.units;
  grad_pre[id.x] = select(gradient, 0u, padding);
}
