// Draws a matrix: random words, a draw of the distribution, scale and mean, and the number format.
// One thread makes four neighbouring columns of one row. The engine adds `fn draws(quad: u32, row: u32, column:
// vec4u) -> vec4f` from the distribution's row in the table: software adapters walk through both sides of a
// condition, so that one kernel for all would cost as much as all. Needs philox.wgsl, trigonometry.wgsl,
// unit_draws.wgsl, float_bits.wgsl and formats.wgsl.

struct Draw {
  row_begin: u32,
  row_end: u32,
  columns: u32,
  layer: u32,
  seed: u32,
  stream: u32,
  scale: f32,
  mean: f32,
  // Of two rows, where they correlate.
  correlation: f32,
  format: u32,
  // Where the quad in (row, column / 4) is stored: row · row_step + column / 4 · quad_step.
  row_step: u32,
  quad_step: u32,
  // Whether the draws themselves are kept, too.
  keep: u32,
}

@group(0) @binding(0) var<uniform> draw: Draw;
@group(0) @binding(1) var<storage, read_write> matrix: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> kept: array<vec4f>;

const SHARED_ROW = 0xffffffffu;

fn words(quad: u32, row: u32) -> vec4u {
  return philox(vec4u(quad, row, draw.layer, 0u), vec2u(draw.seed, draw.stream));
}

fn correlated_normals(quad: u32, row: u32) -> vec4f {
  let shared_ = unit_normal(words(quad, SHARED_ROW));
  let own = unit_normal(words(quad, row));
  return sqrt(draw.correlation) * shared_ + sqrt(1.0 - draw.correlation) * own;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = draw.row_begin + id.x;
  let quad = id.y;
  if (row >= draw.row_end || quad * 4u >= draw.columns) { return; }

  let column = quad * 4u + vec4u(0u, 1u, 2u, 3u);
  let units = draws(quad, row, column);
  let values = rounded4(draw.scale * units + draw.mean, draw.format);
  // Columns that only fill up the last quad are 0, so that they add nothing to a product.
  let counts = column < vec4u(draw.columns);
  let at = row * draw.row_step + quad * draw.quad_step;
  matrix[at] = select(vec4f(0.0), values, counts);
  if (draw.keep != 0u) { kept[at] = select(vec4f(0.0), units, counts); }
}
