// Weights from those of variance 1 that were kept: as shaders/draw.wgsl and shaders/orthogonal.wgsl make them
// from the same draws. Needs float_bits.wgsl and formats.wgsl.

struct Scaled { quads: u32, scale: f32, format: u32 }

@group(0) @binding(0) var<uniform> task: Scaled;
@group(0) @binding(1) var<storage, read> kept: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> weights: array<vec4f>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= task.quads) { return; }
  weights[id.x] = rounded4(task.scale * kept[id.x], task.format);
}
