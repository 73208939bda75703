// Post-activations a = φ(h), or a = x + branch · φ(h) with a residual connection, element by element.
// The engine adds `fn phi(x: f32, slope: f32) -> f32` from the activation's row in the table. Needs
// float_bits.wgsl, limits.wgsl and formats.wgsl.

struct Activation {
  elements: u32,
  units: u32,
  // Elements from one row to the next; those past `units` are padding and stay 0.
  stride: u32,
  slope: f32,
  // Whether x is added.
  skip: u32,
  branch: f32,
  format: u32,
  // φ at inf and −inf.
  up: f32,
  down: f32,
}

@group(0) @binding(0) var<uniform> activation: Activation;
@group(0) @binding(1) var<storage, read> h: array<u32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> a: array<u32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= activation.elements) { return; }
  let bits = h[id.x];
  let finite = phi(bitcast<f32>(bits), activation.slope);
  // NaN stays NaN, as in PyTorch.
  var value = select(limited(bits, finite, activation.up, activation.down), bits, is_nan(bits));
  if (activation.skip != 0u) {
    value = bitcast<u32>(x[id.x] + activation.branch * bitcast<f32>(value));
  }
  let padding = id.x % activation.stride >= activation.units;
  a[id.x] = select(rounded_bits(value, activation.format), 0u, padding);
}
