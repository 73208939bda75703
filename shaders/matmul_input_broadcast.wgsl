// What matmul_input.wgsl computes, as matmul_broadcast.wgsl does: the lanes of a subgroup share 16 rows of the
// gradient, and keep 16 samples × 4 inputs each. Needs float_bits.wgsl, formats.wgsl, matmul_input_task.wgsl,
// `enable subgroups` and shared_rows.wgsl.

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let row = matmul.row_begin + group.y * ROWS;
  let quad = group.x * LANES + lane;
  // At the edges the last row or column is read again instead of testing every load.
  let last = matmul.row_end - 1u;
  let column = min(quad, matmul.quads_in - 1u) * matmul.fan_out;
  let last_unit = matmul.fan_out - 1u;
  let own = own_rows(row, last, lane, matmul.quads_out);
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  var s8 = vec4f(); var s9 = vec4f(); var s10 = vec4f(); var s11 = vec4f();
  var s12 = vec4f(); var s13 = vec4f(); var s14 = vec4f(); var s15 = vec4f();
  for (var q = 0u; q < matmul.quads_out; q++) {
    // Units past the last are padding, whose gradient is 0.
    let unit = min(q * 4u + vec4u(0u, 1u, 2u, 3u), vec4u(last_unit));
    let w = mat4x4f(
      weights[column + unit.x], weights[column + unit.y],
      weights[column + unit.z], weights[column + unit.w],
    );
    let g0 = grad[own.x + q];
    let g1 = grad[own.y + q];
    let g2 = grad[own.z + q];
    let g3 = grad[own.w + q];
    s0 += w * subgroupBroadcast(g0, 0u);
    s1 += w * subgroupBroadcast(g0, 1u);
    s2 += w * subgroupBroadcast(g0, 2u);
    s3 += w * subgroupBroadcast(g0, 3u);
    s4 += w * subgroupBroadcast(g1, 0u);
    s5 += w * subgroupBroadcast(g1, 1u);
    s6 += w * subgroupBroadcast(g1, 2u);
    s7 += w * subgroupBroadcast(g1, 3u);
    s8 += w * subgroupBroadcast(g2, 0u);
    s9 += w * subgroupBroadcast(g2, 1u);
    s10 += w * subgroupBroadcast(g2, 2u);
    s11 += w * subgroupBroadcast(g2, 3u);
    s12 += w * subgroupBroadcast(g3, 0u);
    s13 += w * subgroupBroadcast(g3, 1u);
    s14 += w * subgroupBroadcast(g3, 2u);
    s15 += w * subgroupBroadcast(g3, 3u);
  }

  if (quad >= matmul.quads_in) { return; }
  var sums = array<vec4f, ROWS>(
    s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15,
  );
  for (var i = 0u; i < ROWS && row + i < matmul.row_end; i++) {
    let at = (row + i) * matmul.quads_in + quad;
    var value = sums[i];
    if (matmul.skip != 0u) { value += grad_post[at]; }
    grad_input[at] = rounded4(value, matmul.format);
  }
}
