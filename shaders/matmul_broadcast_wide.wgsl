// What matmul_broadcast.wgsl computes, where a subgroup has four lanes: each keeps 16 × 8 results, so that what
// is handed round serves twice as many. Needs float_bits.wgsl, formats.wgsl, matmul_task.wgsl, `enable subgroups`
// and shared_rows.wgsl.

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let row = matmul.row_begin + group.y * ROWS;
  let columns = group.x * LANES * 8u + lane + LANES * vec4u(0u, 1u, 2u, 3u);
  // At the edges the last row or column is read again instead of testing every load.
  let last = matmul.row_end - 1u;
  let unit = min(columns, vec4u(matmul.fan_out - 1u));
  let further = min(columns + 4u * LANES, vec4u(matmul.fan_out - 1u));
  let own = own_rows(row, last, lane, matmul.quads);
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  var s8 = vec4f(); var s9 = vec4f(); var s10 = vec4f(); var s11 = vec4f();
  var s12 = vec4f(); var s13 = vec4f(); var s14 = vec4f(); var s15 = vec4f();
  var t0 = vec4f(); var t1 = vec4f(); var t2 = vec4f(); var t3 = vec4f();
  var t4 = vec4f(); var t5 = vec4f(); var t6 = vec4f(); var t7 = vec4f();
  var t8 = vec4f(); var t9 = vec4f(); var t10 = vec4f(); var t11 = vec4f();
  var t12 = vec4f(); var t13 = vec4f(); var t14 = vec4f(); var t15 = vec4f();
  for (var k = 0u; k < matmul.quads; k++) {
    let at = k * matmul.fan_out;
    let w = mat4x4f(
      weights[at + unit.x], weights[at + unit.y], weights[at + unit.z], weights[at + unit.w],
    );
    let v = mat4x4f(
      weights[at + further.x], weights[at + further.y],
      weights[at + further.z], weights[at + further.w],
    );
    let x0 = x[own.x + k];
    let x1 = x[own.y + k];
    let x2 = x[own.z + k];
    let x3 = x[own.w + k];
    var r: vec4f;
    r = subgroupBroadcast(x0, 0u); s0 += dots(r, w); t0 += dots(r, v);
    r = subgroupBroadcast(x0, 1u); s1 += dots(r, w); t1 += dots(r, v);
    r = subgroupBroadcast(x0, 2u); s2 += dots(r, w); t2 += dots(r, v);
    r = subgroupBroadcast(x0, 3u); s3 += dots(r, w); t3 += dots(r, v);
    r = subgroupBroadcast(x1, 0u); s4 += dots(r, w); t4 += dots(r, v);
    r = subgroupBroadcast(x1, 1u); s5 += dots(r, w); t5 += dots(r, v);
    r = subgroupBroadcast(x1, 2u); s6 += dots(r, w); t6 += dots(r, v);
    r = subgroupBroadcast(x1, 3u); s7 += dots(r, w); t7 += dots(r, v);
    r = subgroupBroadcast(x2, 0u); s8 += dots(r, w); t8 += dots(r, v);
    r = subgroupBroadcast(x2, 1u); s9 += dots(r, w); t9 += dots(r, v);
    r = subgroupBroadcast(x2, 2u); s10 += dots(r, w); t10 += dots(r, v);
    r = subgroupBroadcast(x2, 3u); s11 += dots(r, w); t11 += dots(r, v);
    r = subgroupBroadcast(x3, 0u); s12 += dots(r, w); t12 += dots(r, v);
    r = subgroupBroadcast(x3, 1u); s13 += dots(r, w); t13 += dots(r, v);
    r = subgroupBroadcast(x3, 2u); s14 += dots(r, w); t14 += dots(r, v);
    r = subgroupBroadcast(x3, 3u); s15 += dots(r, w); t15 += dots(r, v);
  }

  let biases = biases_of(columns);
  let biases_further = biases_of(columns + 4u * LANES);
  var sums = array<vec4f, ROWS>(
    s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15,
  );
  var sums_further = array<vec4f, ROWS>(
    t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15,
  );
  for (var i = 0u; i < ROWS && row + i < matmul.row_end; i++) {
    store_row(row + i, columns, sums[i] + biases);
    store_row(row + i, columns + 4u * LANES, sums_further[i] + biases_further);
  }
}
