// Draws a matrix: random words, a unit draw, then the scheme's scale. One thread makes four
// neighbouring columns of one row. Needs philox.wgsl and unit_draws.wgsl.

struct Draw {
  row_begin: u32,
  row_end: u32,
  columns: u32,
  layer: u32,
  seed: u32,
  stream: u32,
  distribution: u32,
  scale: f32,
  mean: f32,
  // Where the quad in (row, column / 4) is stored: row · row_step + column / 4 · quad_step.
  row_step: u32,
  quad_step: u32,
}

@group(0) @binding(0) var<uniform> draw: Draw;
@group(0) @binding(1) var<storage, read_write> matrix: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = draw.row_begin + id.x;
  let quad = id.y;
  if (row >= draw.row_end || quad * 4u >= draw.columns) { return; }

  let words = philox(vec4u(quad, row, draw.layer, 0u), vec2u(draw.seed, draw.stream));
  var units: vec4f;
  switch draw.distribution {
    case 1u: { units = unit_uniform(words); }
    default: { units = unit_normal(words); }
  }
  // Columns that only fill up the last quad are 0, so that they add nothing to a product.
  let column = quad * 4u + vec4u(0u, 1u, 2u, 3u);
  let values = draw.scale * units + draw.mean;
  matrix[row * draw.row_step + quad * draw.quad_step] =
    select(vec4f(0.0), values, column < vec4u(draw.columns));
}
