// What a product h = x Wᵀ + b is told, and its matrices: for all kernels that compute it. Needs
// float_bits.wgsl and formats.wgsl.

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

fn biases_of(columns: vec4u) -> vec4f {
  let units = min(columns, vec4u(matmul.fan_out - 1u));
  return vec4f(bias[units.x], bias[units.y], bias[units.z], bias[units.w]);
}

// Four sums of a row with their biases, rounded to the number format. Columns that are padding are 0, and
// those beyond it are not stored.
fn store_row(row: u32, columns: vec4u, sums: vec4f) {
  let values = rounded4(sums, matmul.format);
  for (var j = 0u; j < 4u; j++) {
    if (columns[j] < matmul.stride_out) {
      h[row * matmul.stride_out + columns[j]] = select(0.0, values[j], columns[j] < matmul.fan_out);
    }
  }
}
