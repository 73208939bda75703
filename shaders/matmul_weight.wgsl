// Gradients with respect to a layer's weights: dL/dW = (dL/du)ᵀ x, of shape [fan_out, fan_in]. A thread
// keeps 8 units × 4 inputs and walks along the batch. Needs float_bits.wgsl, formats.wgsl and
// matmul_weight_task.wgsl.

const UNITS = 8u;
const GROUP_X = 16u;
const GROUP_Y = 4u;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let unit = matmul.row_begin + (group.y * GROUP_Y + local.y) * UNITS;
  let quad = group.x * GROUP_X + local.x;
  // Threads at the edges read the last quads again instead of testing every load.
  let first = min(unit / 4u, matmul.quads_out - 1u);
  let second = min(unit / 4u + 1u, matmul.quads_out - 1u);
  let column = min(quad, matmul.quads_in - 1u);

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  for (var sample = 0u; sample < matmul.batch; sample++) {
    let a = x[sample * matmul.quads_in + column];
    let g = grad[sample * matmul.quads_out + first];
    let h = grad[sample * matmul.quads_out + second];
    s0 += g.x * a;
    s1 += g.y * a;
    s2 += g.z * a;
    s3 += g.w * a;
    s4 += h.x * a;
    s5 += h.y * a;
    s6 += h.z * a;
    s7 += h.w * a;
  }

  if (quad >= matmul.quads_in) { return; }
  var sums = array<vec4f, UNITS>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var i = 0u; i < UNITS && unit + i < matmul.row_end; i++) {
    grad_weight[(unit + i) * matmul.quads_in + quad] = rounded4(sums[i], matmul.format);
  }
}
