// Multiplies weights by a factor that the GPU has found, and rounds them to the number format. Needs
// float_bits.wgsl and formats.wgsl.

struct Scale { quads: u32, factor: u32, format: u32 }

@group(0) @binding(0) var<uniform> scale: Scale;
@group(0) @binding(1) var<storage, read> factors: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<vec4f>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= scale.quads) { return; }
  weights[id.x] = rounded4(weights[id.x] * factors[scale.factor], scale.format);
}
