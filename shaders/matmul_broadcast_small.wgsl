// What matmul_broadcast_large.wgsl computes, with 8 × 4 results a lane: slower by a third, but compiled in a seventh
// of the time, where somebody waits for the first result. Needs float_bits.wgsl, formats.wgsl, matmul_task.wgsl, `enable
// subgroups` and shared_rows.wgsl.

const TILE_ROWS = 8u;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let row = matmul.row_begin + group.y * TILE_ROWS;
  let columns = group.x * LANES * 4u + lane + LANES * vec4u(0u, 1u, 2u, 3u);
  // At the edges the last row or column is read again instead of testing every load.
  let last = matmul.row_end - 1u;
  let unit = min(columns, vec4u(matmul.fan_out - 1u));
  let own = own_rows(row, last, lane, matmul.quads);
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  for (var k = 0u; k < matmul.quads; k++) {
    let at = k * matmul.fan_out;
    let w = mat4x4f(
      weights[at + unit.x], weights[at + unit.y], weights[at + unit.z], weights[at + unit.w],
    );
    let x0 = x[own.x + k];
    let x1 = x[own.y + k];
    s0 += dots(subgroupBroadcast(x0, 0u), w);
    s1 += dots(subgroupBroadcast(x0, 1u), w);
    s2 += dots(subgroupBroadcast(x0, 2u), w);
    s3 += dots(subgroupBroadcast(x0, 3u), w);
    s4 += dots(subgroupBroadcast(x1, 0u), w);
    s5 += dots(subgroupBroadcast(x1, 1u), w);
    s6 += dots(subgroupBroadcast(x1, 2u), w);
    s7 += dots(subgroupBroadcast(x1, 3u), w);
  }

  let biases = biases_of(columns);
  var sums = array<vec4f, TILE_ROWS>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var i = 0u; i < TILE_ROWS && row + i < matmul.row_end; i++) {
    store_row(row + i, columns, sums[i] + biases);
  }
}
