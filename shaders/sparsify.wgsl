// Sets to 0 what is to be 0 in a sparse matrix, in the layout of shaders/matmul.wgsl. One thread a quad.
// Needs philox.wgsl and sparse_keys.wgsl.

struct Sparsify {
  fan_in: u32,
  fan_out: u32,
  layer: u32,
  seed: u32,
  stream: u32,
}

@group(0) @binding(0) var<uniform> sparse: Sparsify;
@group(0) @binding(1) var<storage, read> thresholds: array<u32>;
@group(0) @binding(2) var<storage, read_write> weights: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  let quad = id.y;
  if (unit >= sparse.fan_out || quad * 4u >= sparse.fan_in) { return; }
  let keys = sparse_keys(quad, unit, sparse.layer, vec2u(sparse.seed, sparse.stream));
  let column = min(quad * 4u + vec4u(0u, 1u, 2u, 3u), vec4u(sparse.fan_in - 1u));
  let limits = vec4u(
    thresholds[column.x], thresholds[column.y], thresholds[column.z], thresholds[column.w]);
  let at = quad * sparse.fan_out + unit;
  weights[at] = select(weights[at], vec4f(0.0), keys <= limits);
}
