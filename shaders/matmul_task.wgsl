// What a product h = x Wᵀ + b is told, and its matrices: for all kernels that compute it.

struct Matmul {
  row_begin: u32,
  row_end: u32,
  quads: u32,
  fan_out: u32,
  stride_out: u32,
  format: u32,
}

@group(0) @binding(0) var<uniform> matmul: Matmul;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> h: array<f32>;
