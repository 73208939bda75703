// What matmul_input.wgsl does, on adapters with fast workgroup memory: a workgroup makes 32 samples × 16
// quads of inputs from tiles of 16 of fan_out, a thread 4 × 1 of them. Needs float_bits.wgsl, formats.wgsl
// and matmul_input_task.wgsl.

const ROWS = 32u;
const COLUMNS = 16u;
// Quads of fan_out a step.
const QUADS = 4u;
const GROUP_X = 16u;
const GROUP_Y = 8u;
// One more than needed: neighbours then lie in different banks.
const PITCH = ROWS + 1u;
const WEIGHT_PITCH = COLUMNS + 1u;

var<workgroup> grad_tile: array<vec4f, QUADS * PITCH>;
var<workgroup> weight_tile: array<vec4f, 4u * QUADS * WEIGHT_PITCH>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let top = matmul.row_begin + group.y * ROWS;
  let left = group.x * COLUMNS;
  let last_quad = matmul.quads_out - 1u;
  let last_unit = matmul.fan_out - 1u;
  let last_column = matmul.quads_in - 1u;
  let grad_quad = thread % QUADS;
  let grad_row = thread / QUADS;
  let grad_from = min(top + grad_row, matmul.row_end - 1u) * matmul.quads_out;
  // Units lie side by side in memory.
  let weight_unit = thread % (4u * QUADS);
  let weight_column = thread / (4u * QUADS);
  let first_from = min(left + weight_column, last_column) * matmul.fan_out;
  let second_from = min(left + weight_column + 8u, last_column) * matmul.fan_out;

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var step = 0u; step < matmul.quads_out; step += QUADS) {
    let q = step + grad_quad;
    let brought = select(vec4f(), grad[grad_from + min(q, last_quad)], q <= last_quad);
    // Zeros on both sides: of one and an infinite other comes NaN.
    let unit = 4u * step + weight_unit;
    let first = select(vec4f(), weights[first_from + min(unit, last_unit)], unit <= last_unit);
    let second = select(vec4f(), weights[second_from + min(unit, last_unit)], unit <= last_unit);
    workgroupBarrier();
    grad_tile[grad_quad * PITCH + grad_row] = brought;
    weight_tile[weight_unit * WEIGHT_PITCH + weight_column] = first;
    weight_tile[weight_unit * WEIGHT_PITCH + weight_column + 8u] = second;
    workgroupBarrier();
    for (var k = 0u; k < QUADS; k++) {
      let w = 4u * k * WEIGHT_PITCH + local.x;
      let units = mat4x4f(
        weight_tile[w], weight_tile[w + WEIGHT_PITCH],
        weight_tile[w + 2u * WEIGHT_PITCH], weight_tile[w + 3u * WEIGHT_PITCH],
      );
      let r = k * PITCH + local.y;
      s0 += units * grad_tile[r];
      s1 += units * grad_tile[r + GROUP_Y];
      s2 += units * grad_tile[r + 2u * GROUP_Y];
      s3 += units * grad_tile[r + 3u * GROUP_Y];
    }
  }

  let column = left + local.x;
  if (column > last_column) { return; }
  var sums = array<vec4f, 4>(s0, s1, s2, s3);
  for (var i = 0u; i < 4u; i++) {
    let row = top + local.y + i * GROUP_Y;
    if (row >= matmul.row_end) { break; }
    let at = row * matmul.quads_in + column;
    var value = sums[i];
    if (matmul.skip != 0u) { value += grad_post[at]; }
    grad_input[at] = rounded4(value, matmul.format);
  }
}
