// What matmul_broadcast.wgsl computes, where a subgroup has four lanes: each keeps 32 × 16 results, so that what is
// loaded and handed round serves twice as many rows and four times as many columns. It takes long to compile. Needs
// float_bits.wgsl, formats.wgsl, matmul_task.wgsl, `enable subgroups` and shared_rows.wgsl.

const TILE_ROWS = 2u * ROWS;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let row = matmul.row_begin + group.y * TILE_ROWS;
  let columns = group.x * LANES * 16u + lane + LANES * vec4u(0u, 1u, 2u, 3u);
  let apart = 4u * LANES;
  // At the edges the last row or column is read again instead of testing every load.
  let last = matmul.row_end - 1u;
  let last_unit = vec4u(matmul.fan_out - 1u);
  let unit0 = min(columns, last_unit);
  let unit1 = min(columns + apart, last_unit);
  let unit2 = min(columns + 2u * apart, last_unit);
  let unit3 = min(columns + 3u * apart, last_unit);
  let own = own_rows(row, last, lane, matmul.quads);
  let more = own_rows(row + ROWS, last, lane, matmul.quads);
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  var s8 = vec4f(); var s9 = vec4f(); var s10 = vec4f(); var s11 = vec4f();
  var s12 = vec4f(); var s13 = vec4f(); var s14 = vec4f(); var s15 = vec4f();
  var s16 = vec4f(); var s17 = vec4f(); var s18 = vec4f(); var s19 = vec4f();
  var s20 = vec4f(); var s21 = vec4f(); var s22 = vec4f(); var s23 = vec4f();
  var s24 = vec4f(); var s25 = vec4f(); var s26 = vec4f(); var s27 = vec4f();
  var s28 = vec4f(); var s29 = vec4f(); var s30 = vec4f(); var s31 = vec4f();
  var t0 = vec4f(); var t1 = vec4f(); var t2 = vec4f(); var t3 = vec4f();
  var t4 = vec4f(); var t5 = vec4f(); var t6 = vec4f(); var t7 = vec4f();
  var t8 = vec4f(); var t9 = vec4f(); var t10 = vec4f(); var t11 = vec4f();
  var t12 = vec4f(); var t13 = vec4f(); var t14 = vec4f(); var t15 = vec4f();
  var t16 = vec4f(); var t17 = vec4f(); var t18 = vec4f(); var t19 = vec4f();
  var t20 = vec4f(); var t21 = vec4f(); var t22 = vec4f(); var t23 = vec4f();
  var t24 = vec4f(); var t25 = vec4f(); var t26 = vec4f(); var t27 = vec4f();
  var t28 = vec4f(); var t29 = vec4f(); var t30 = vec4f(); var t31 = vec4f();
  var u0 = vec4f(); var u1 = vec4f(); var u2 = vec4f(); var u3 = vec4f();
  var u4 = vec4f(); var u5 = vec4f(); var u6 = vec4f(); var u7 = vec4f();
  var u8 = vec4f(); var u9 = vec4f(); var u10 = vec4f(); var u11 = vec4f();
  var u12 = vec4f(); var u13 = vec4f(); var u14 = vec4f(); var u15 = vec4f();
  var u16 = vec4f(); var u17 = vec4f(); var u18 = vec4f(); var u19 = vec4f();
  var u20 = vec4f(); var u21 = vec4f(); var u22 = vec4f(); var u23 = vec4f();
  var u24 = vec4f(); var u25 = vec4f(); var u26 = vec4f(); var u27 = vec4f();
  var u28 = vec4f(); var u29 = vec4f(); var u30 = vec4f(); var u31 = vec4f();
  var v0 = vec4f(); var v1 = vec4f(); var v2 = vec4f(); var v3 = vec4f();
  var v4 = vec4f(); var v5 = vec4f(); var v6 = vec4f(); var v7 = vec4f();
  var v8 = vec4f(); var v9 = vec4f(); var v10 = vec4f(); var v11 = vec4f();
  var v12 = vec4f(); var v13 = vec4f(); var v14 = vec4f(); var v15 = vec4f();
  var v16 = vec4f(); var v17 = vec4f(); var v18 = vec4f(); var v19 = vec4f();
  var v20 = vec4f(); var v21 = vec4f(); var v22 = vec4f(); var v23 = vec4f();
  var v24 = vec4f(); var v25 = vec4f(); var v26 = vec4f(); var v27 = vec4f();
  var v28 = vec4f(); var v29 = vec4f(); var v30 = vec4f(); var v31 = vec4f();
  for (var k = 0u; k < matmul.quads; k++) {
    let at = k * matmul.fan_out;
    let w0 = mat4x4f(
      weights[at + unit0.x], weights[at + unit0.y], weights[at + unit0.z], weights[at + unit0.w],
    );
    let w1 = mat4x4f(
      weights[at + unit1.x], weights[at + unit1.y], weights[at + unit1.z], weights[at + unit1.w],
    );
    let w2 = mat4x4f(
      weights[at + unit2.x], weights[at + unit2.y], weights[at + unit2.z], weights[at + unit2.w],
    );
    let w3 = mat4x4f(
      weights[at + unit3.x], weights[at + unit3.y], weights[at + unit3.z], weights[at + unit3.w],
    );
    let x0 = x[own.x + k];
    let x1 = x[own.y + k];
    let x2 = x[own.z + k];
    let x3 = x[own.w + k];
    let x4 = x[more.x + k];
    let x5 = x[more.y + k];
    let x6 = x[more.z + k];
    let x7 = x[more.w + k];
    var r: vec4f;
    r = subgroupBroadcast(x0, 0u); s0 += dots(r, w0); t0 += dots(r, w1); u0 += dots(r, w2); v0 += dots(r, w3);
    r = subgroupBroadcast(x0, 1u); s1 += dots(r, w0); t1 += dots(r, w1); u1 += dots(r, w2); v1 += dots(r, w3);
    r = subgroupBroadcast(x0, 2u); s2 += dots(r, w0); t2 += dots(r, w1); u2 += dots(r, w2); v2 += dots(r, w3);
    r = subgroupBroadcast(x0, 3u); s3 += dots(r, w0); t3 += dots(r, w1); u3 += dots(r, w2); v3 += dots(r, w3);
    r = subgroupBroadcast(x1, 0u); s4 += dots(r, w0); t4 += dots(r, w1); u4 += dots(r, w2); v4 += dots(r, w3);
    r = subgroupBroadcast(x1, 1u); s5 += dots(r, w0); t5 += dots(r, w1); u5 += dots(r, w2); v5 += dots(r, w3);
    r = subgroupBroadcast(x1, 2u); s6 += dots(r, w0); t6 += dots(r, w1); u6 += dots(r, w2); v6 += dots(r, w3);
    r = subgroupBroadcast(x1, 3u); s7 += dots(r, w0); t7 += dots(r, w1); u7 += dots(r, w2); v7 += dots(r, w3);
    r = subgroupBroadcast(x2, 0u); s8 += dots(r, w0); t8 += dots(r, w1); u8 += dots(r, w2); v8 += dots(r, w3);
    r = subgroupBroadcast(x2, 1u); s9 += dots(r, w0); t9 += dots(r, w1); u9 += dots(r, w2); v9 += dots(r, w3);
    r = subgroupBroadcast(x2, 2u); s10 += dots(r, w0); t10 += dots(r, w1); u10 += dots(r, w2); v10 += dots(r, w3);
    r = subgroupBroadcast(x2, 3u); s11 += dots(r, w0); t11 += dots(r, w1); u11 += dots(r, w2); v11 += dots(r, w3);
    r = subgroupBroadcast(x3, 0u); s12 += dots(r, w0); t12 += dots(r, w1); u12 += dots(r, w2); v12 += dots(r, w3);
    r = subgroupBroadcast(x3, 1u); s13 += dots(r, w0); t13 += dots(r, w1); u13 += dots(r, w2); v13 += dots(r, w3);
    r = subgroupBroadcast(x3, 2u); s14 += dots(r, w0); t14 += dots(r, w1); u14 += dots(r, w2); v14 += dots(r, w3);
    r = subgroupBroadcast(x3, 3u); s15 += dots(r, w0); t15 += dots(r, w1); u15 += dots(r, w2); v15 += dots(r, w3);
    r = subgroupBroadcast(x4, 0u); s16 += dots(r, w0); t16 += dots(r, w1); u16 += dots(r, w2); v16 += dots(r, w3);
    r = subgroupBroadcast(x4, 1u); s17 += dots(r, w0); t17 += dots(r, w1); u17 += dots(r, w2); v17 += dots(r, w3);
    r = subgroupBroadcast(x4, 2u); s18 += dots(r, w0); t18 += dots(r, w1); u18 += dots(r, w2); v18 += dots(r, w3);
    r = subgroupBroadcast(x4, 3u); s19 += dots(r, w0); t19 += dots(r, w1); u19 += dots(r, w2); v19 += dots(r, w3);
    r = subgroupBroadcast(x5, 0u); s20 += dots(r, w0); t20 += dots(r, w1); u20 += dots(r, w2); v20 += dots(r, w3);
    r = subgroupBroadcast(x5, 1u); s21 += dots(r, w0); t21 += dots(r, w1); u21 += dots(r, w2); v21 += dots(r, w3);
    r = subgroupBroadcast(x5, 2u); s22 += dots(r, w0); t22 += dots(r, w1); u22 += dots(r, w2); v22 += dots(r, w3);
    r = subgroupBroadcast(x5, 3u); s23 += dots(r, w0); t23 += dots(r, w1); u23 += dots(r, w2); v23 += dots(r, w3);
    r = subgroupBroadcast(x6, 0u); s24 += dots(r, w0); t24 += dots(r, w1); u24 += dots(r, w2); v24 += dots(r, w3);
    r = subgroupBroadcast(x6, 1u); s25 += dots(r, w0); t25 += dots(r, w1); u25 += dots(r, w2); v25 += dots(r, w3);
    r = subgroupBroadcast(x6, 2u); s26 += dots(r, w0); t26 += dots(r, w1); u26 += dots(r, w2); v26 += dots(r, w3);
    r = subgroupBroadcast(x6, 3u); s27 += dots(r, w0); t27 += dots(r, w1); u27 += dots(r, w2); v27 += dots(r, w3);
    r = subgroupBroadcast(x7, 0u); s28 += dots(r, w0); t28 += dots(r, w1); u28 += dots(r, w2); v28 += dots(r, w3);
    r = subgroupBroadcast(x7, 1u); s29 += dots(r, w0); t29 += dots(r, w1); u29 += dots(r, w2); v29 += dots(r, w3);
    r = subgroupBroadcast(x7, 2u); s30 += dots(r, w0); t30 += dots(r, w1); u30 += dots(r, w2); v30 += dots(r, w3);
    r = subgroupBroadcast(x7, 3u); s31 += dots(r, w0); t31 += dots(r, w1); u31 += dots(r, w2); v31 += dots(r, w3);
  }

  var sums0 = array<vec4f, TILE_ROWS>(
    s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15,
    s16, s17, s18, s19, s20, s21, s22, s23, s24, s25, s26, s27, s28, s29, s30, s31,
  );
  var sums1 = array<vec4f, TILE_ROWS>(
    t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15,
    t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31,
  );
  var sums2 = array<vec4f, TILE_ROWS>(
    u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11, u12, u13, u14, u15,
    u16, u17, u18, u19, u20, u21, u22, u23, u24, u25, u26, u27, u28, u29, u30, u31,
  );
  var sums3 = array<vec4f, TILE_ROWS>(
    v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15,
    v16, v17, v18, v19, v20, v21, v22, v23, v24, v25, v26, v27, v28, v29, v30, v31,
  );
  let biases = array<vec4f, 4>(
    biases_of(columns), biases_of(columns + apart), biases_of(columns + 2u * apart), biases_of(columns + 3u * apart),
  );
  for (var i = 0u; i < TILE_ROWS && row + i < matmul.row_end; i++) {
    store_row(row + i, columns, sums0[i] + biases[0]);
    store_row(row + i, columns + apart, sums1[i] + biases[1]);
    store_row(row + i, columns + 2u * apart, sums2[i] + biases[2]);
    store_row(row + i, columns + 3u * apart, sums3[i] + biases[3]);
  }
}
