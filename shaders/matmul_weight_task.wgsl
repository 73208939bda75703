// What a product dL/dW = (dL/du)ᵀ x is told, and its matrices: for all kernels that compute
// it.

struct MatmulWeight {
  // Units that this dispatch makes, begin and end; begin is a multiple of 4.
  row_begin: u32,
  row_end: u32,
  batch: u32,
  quads_out: u32,
  quads_in: u32,
  format: u32,
}

@group(0) @binding(0) var<uniform> matmul: MatmulWeight;
@group(0) @binding(1) var<storage, read> grad: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> grad_weight: array<vec4f>;
