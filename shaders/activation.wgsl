// Post-activations a = φ(h), element by element. The engine adds `fn phi(x: f32) -> f32` from the
// activation's row in the table. Needs float_bits.wgsl.

struct Activation {
  elements: u32,
  units: u32,
  // Elements from one row to the next; those past `units` are padding and stay 0.
  stride: u32,
}

@group(0) @binding(0) var<uniform> activation: Activation;
@group(0) @binding(1) var<storage, read> h: array<u32>;
@group(0) @binding(2) var<storage, read_write> a: array<u32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= activation.elements) { return; }
  let bits = h[id.x];
  let padding = id.x % activation.stride >= activation.units;
  // NaN stays NaN, as in PyTorch, whatever φ's instructions would make of it.
  a[id.x] = select(select(bitcast<u32>(phi(bitcast<f32>(bits))), bits, is_nan(bits)), 0u, padding);
}
