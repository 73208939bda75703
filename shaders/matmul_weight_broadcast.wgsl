// What matmul_weight.wgsl computes, as matmul_broadcast.wgsl does: the lanes of a subgroup share the gradients
// of 16 units, and keep 16 units × 4 inputs each. Needs float_bits.wgsl, formats.wgsl,
// matmul_weight_task.wgsl, `enable subgroups` and shared_rows.wgsl.

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let unit = matmul.row_begin + group.y * ROWS;
  let quad = group.x * LANES + lane;
  // At the edges the last quads are read again instead of testing every load.
  let own = min(unit / 4u + lane % 4u, matmul.quads_out - 1u);
  let column = min(quad, matmul.quads_in - 1u);

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  var s8 = vec4f(); var s9 = vec4f(); var s10 = vec4f(); var s11 = vec4f();
  var s12 = vec4f(); var s13 = vec4f(); var s14 = vec4f(); var s15 = vec4f();
  for (var sample = 0u; sample < matmul.batch; sample++) {
    let a = x[sample * matmul.quads_in + column];
    let g = grad[sample * matmul.quads_out + own];
    let g0 = subgroupBroadcast(g, 0u);
    let g1 = subgroupBroadcast(g, 1u);
    let g2 = subgroupBroadcast(g, 2u);
    let g3 = subgroupBroadcast(g, 3u);
    s0 += g0.x * a;
    s1 += g0.y * a;
    s2 += g0.z * a;
    s3 += g0.w * a;
    s4 += g1.x * a;
    s5 += g1.y * a;
    s6 += g1.z * a;
    s7 += g1.w * a;
    s8 += g2.x * a;
    s9 += g2.y * a;
    s10 += g2.z * a;
    s11 += g2.w * a;
    s12 += g3.x * a;
    s13 += g3.y * a;
    s14 += g3.z * a;
    s15 += g3.w * a;
  }

  if (quad >= matmul.quads_in) { return; }
  var sums = array<vec4f, ROWS>(
    s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15,
  );
  for (var i = 0u; i < ROWS && unit + i < matmul.row_end; i++) {
    grad_weight[(unit + i) * matmul.quads_in + quad] = rounded4(sums[i], matmul.format);
  }
}
