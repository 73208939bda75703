// What matmul.wgsl does, on adapters with fast workgroup memory: a workgroup makes 32 × 64 results from
// tiles of 16 of fan_in that all its threads share, a thread 4 × 4 of them. The edges are read again or
// filled with zeros, and not written. Needs float_bits.wgsl, formats.wgsl and matmul_task.wgsl.

const ROWS = 32u;
const COLUMNS = 64u;
// Quads of fan_in a step.
const QUADS = 4u;
const GROUP_X = 16u;
const GROUP_Y = 8u;
// One more than there are rows: quads of one row then lie in different banks.
const PITCH = ROWS + 1u;

var<workgroup> x_tile: array<vec4f, QUADS * PITCH>;
var<workgroup> weight_tile: array<vec4f, QUADS * COLUMNS>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let top = matmul.row_begin + group.y * ROWS;
  let left = group.x * COLUMNS;
  let last_quad = matmul.quads - 1u;
  let last_unit = matmul.fan_out - 1u;
  // What a thread brings: a quad of one row, and one of each of two steps' units.
  let x_quad = thread % QUADS;
  let x_row = thread / QUADS;
  let x_from = min(top + x_row, matmul.row_end - 1u) * matmul.quads;
  let weight_quad = thread / COLUMNS;
  let weight_unit = min(left + thread % COLUMNS, last_unit);

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var step = 0u; step < matmul.quads; step += QUADS) {
    let q = step + x_quad;
    let brought = select(vec4f(), x[x_from + min(q, last_quad)], q <= last_quad);
    // Zeros on both sides: of one and an infinite other comes NaN.
    let one = step + weight_quad;
    let first = select(vec4f(),
      weights[min(one, last_quad) * matmul.fan_out + weight_unit], one <= last_quad);
    let second = select(vec4f(),
      weights[min(one + 2u, last_quad) * matmul.fan_out + weight_unit], one + 2u <= last_quad);
    workgroupBarrier();
    x_tile[x_quad * PITCH + x_row] = brought;
    weight_tile[thread] = first;
    weight_tile[thread + 2u * COLUMNS] = second;
    workgroupBarrier();
    for (var k = 0u; k < QUADS; k++) {
      let w = k * COLUMNS + local.x;
      let columns = mat4x4f(
        weight_tile[w], weight_tile[w + GROUP_X], weight_tile[w + 2u * GROUP_X], weight_tile[w + 3u * GROUP_X],
      );
      let r = k * PITCH + local.y;
      s0 += x_tile[r] * columns;
      s1 += x_tile[r + GROUP_Y] * columns;
      s2 += x_tile[r + 2u * GROUP_Y] * columns;
      s3 += x_tile[r + 3u * GROUP_Y] * columns;
    }
  }

  var sums = array<vec4f, 4>(s0, s1, s2, s3);
  for (var i = 0u; i < 4u; i++) {
    let row = top + local.y + i * GROUP_Y;
    if (row >= matmul.row_end) { break; }
    let columns = left + local.x + GROUP_X * vec4u(0u, 1u, 2u, 3u);
    store_row(row, columns, sums[i] + biases_of(columns));
  }
}
