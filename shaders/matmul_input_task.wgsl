// What a product dL/dx = dL/du W is told, and its matrices: for all kernels that compute
// it.

struct MatmulInput {
  row_begin: u32,
  row_end: u32,
  fan_out: u32,
  // Quads of fan_out and of fan_in.
  quads_out: u32,
  quads_in: u32,
  // Whether the gradient of what the layer gave is added: the input was, too.
  skip: u32,
  format: u32,
}

@group(0) @binding(0) var<uniform> matmul: MatmulInput;
@group(0) @binding(1) var<storage, read> grad: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> grad_post: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> grad_input: array<vec4f>;
