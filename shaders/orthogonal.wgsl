// Weights from an orthonormal Q and its columns' signs: W = scale · Q, or its transpose where the layer
// has more inputs than units. One thread writes a quad of W in the layout of shaders/matmul.wgsl; Q's is
// that of shaders/reflect.wgsl. Needs float_bits.wgsl and formats.wgsl.

struct Orthogonal {
  fan_in: u32,
  fan_out: u32,
  scale: f32,
  format: u32,
  // Whether the matrix is kept before it is scaled, too.
  keep: u32,
}

@group(0) @binding(0) var<uniform> orthogonal: Orthogonal;
@group(0) @binding(1) var<storage, read> q: array<vec4f>;
@group(0) @binding(2) var<storage, read> signs: array<f32>;
@group(0) @binding(3) var<storage, read_write> weights: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> kept: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  let quad = id.y;
  if (unit >= orthogonal.fan_out || quad * 4u >= orthogonal.fan_in) { return; }
  let upright = orthogonal.fan_out >= orthogonal.fan_in;
  let length = max(orthogonal.fan_in, orthogonal.fan_out);
  var values: vec4f;
  for (var j = 0u; j < 4u; j++) {
    let input = quad * 4u + j;
    // Past the last input is padding, and 0.
    if (input >= orthogonal.fan_in) { break; }
    let row = select(input, unit, upright);
    let column = select(unit, input, upright);
    values[j] = signs[column] * q[column / 4u * length + row][column % 4u];
  }
  let at = quad * orthogonal.fan_out + unit;
  weights[at] = rounded4(orthogonal.scale * values, orthogonal.format);
  if (orthogonal.keep != 0u) { kept[at] = values; }
}
