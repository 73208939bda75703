// Gradients with respect to the pre-activations: dL/dh = branch · dL/da · φ′(h), element by element.
// The engine adds `fn phi_slope(x: f32, slope: f32) -> f32` from the activation's row in the table.
// Needs float_bits.wgsl and formats.wgsl.

struct ActivationBackward {
  elements: u32,
  units: u32,
  stride: u32,
  slope: f32,
  branch: f32,
  format: u32,
}

@group(0) @binding(0) var<uniform> activation: ActivationBackward;
@group(0) @binding(1) var<storage, read> h: array<u32>;
@group(0) @binding(2) var<storage, read> grad_post: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad_pre: array<u32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= activation.elements) { return; }
  let bits = h[id.x];
  let slope = phi_slope(bitcast<f32>(bits), activation.slope);
  let value = bitcast<u32>(activation.branch * grad_post[id.x] * slope);
  let gradient = rounded_bits(select(value, bits, is_nan(bits)), activation.format);
  let padding = id.x % activation.stride >= activation.units;
  grad_pre[id.x] = select(gradient, 0u, padding);
}
