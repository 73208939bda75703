// Gradients with respect to a layer's input: dL/dx = dL/du W, plus dL/da with a residual connection. dL/du
// is [batch, fan_out]; W is [fan_out, fan_in], stored as shaders/matmul.wgsl says. A thread keeps 8 samples
// × 4 inputs and walks along fan_out four at a time. Needs float_bits.wgsl, formats.wgsl and
// matmul_input_task.wgsl.

const ROWS = 8u;
const GROUP_X = 16u;
const GROUP_Y = 4u;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let row = matmul.row_begin + (group.y * GROUP_Y + local.y) * ROWS;
  let quad = group.x * GROUP_X + local.x;
  // Threads at the edges read the last row or column again instead of testing every load.
  let last = matmul.row_end - 1u;
  let column = min(quad, matmul.quads_in - 1u) * matmul.fan_out;
  let last_unit = matmul.fan_out - 1u;
  var r: array<u32, ROWS>;
  for (var i = 0u; i < ROWS; i++) { r[i] = min(row + i, last) * matmul.quads_out; }

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  for (var q = 0u; q < matmul.quads_out; q++) {
    // Units past the last are padding, whose gradient is 0.
    let unit = min(q * 4u + vec4u(0u, 1u, 2u, 3u), vec4u(last_unit));
    let w = mat4x4f(
      weights[column + unit.x], weights[column + unit.y],
      weights[column + unit.z], weights[column + unit.w],
    );
    s0 += w * grad[r[0] + q];
    s1 += w * grad[r[1] + q];
    s2 += w * grad[r[2] + q];
    s3 += w * grad[r[3] + q];
    s4 += w * grad[r[4] + q];
    s5 += w * grad[r[5] + q];
    s6 += w * grad[r[6] + q];
    s7 += w * grad[r[7] + q];
  }

  if (quad >= matmul.quads_in) { return; }
  var sums = array<vec4f, ROWS>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var i = 0u; i < ROWS && row + i < matmul.row_end; i++) {
    let at = (row + i) * matmul.quads_in + quad;
    var value = sums[i];
    if (matmul.skip != 0u) { value += grad_post[at]; }
    grad_input[at] = rounded4(value, matmul.format);
  }
}
