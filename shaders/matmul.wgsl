// Pre-activations h = x Wᵀ + b: x is [batch, fan_in], W is [fan_out, fan_in], b is [fan_out]. A thread
// keeps 8 × 4 results in registers and walks along fan_in four at a time; sums are float32, and rounded to
// the number format once they are complete. Needs float_bits.wgsl, formats.wgsl and matmul_task.wgsl.
//
// Rows of x and h are padded with zeros to a multiple of four. W is stored by quads of fan_in:
// weights[k / 4 · fan_out + unit] holds W[unit, k … k + 3], so that neighbouring threads read
// neighbouring memory.

const ROWS = 8u;
const GROUP_X = 16u;
const GROUP_Y = 4u;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let row = matmul.row_begin + (group.y * GROUP_Y + local.y) * ROWS;
  let columns = group.x * GROUP_X * 4u + local.x + GROUP_X * vec4u(0u, 1u, 2u, 3u);
  // Threads at the edges read the last row or column again instead of testing every load.
  let last = matmul.row_end - 1u;
  let unit = min(columns, vec4u(matmul.fan_out - 1u));
  var r: array<u32, ROWS>;
  for (var i = 0u; i < ROWS; i++) { r[i] = min(row + i, last) * matmul.quads; }

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  for (var k = 0u; k < matmul.quads; k++) {
    let at = k * matmul.fan_out;
    let w = mat4x4f(
      weights[at + unit.x], weights[at + unit.y], weights[at + unit.z], weights[at + unit.w],
    );
    s0 += x[r[0] + k] * w;
    s1 += x[r[1] + k] * w;
    s2 += x[r[2] + k] * w;
    s3 += x[r[3] + k] * w;
    s4 += x[r[4] + k] * w;
    s5 += x[r[5] + k] * w;
    s6 += x[r[6] + k] * w;
    s7 += x[r[7] + k] * w;
  }

  let biases = biases_of(columns);
  var sums = array<vec4f, ROWS>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var i = 0u; i < ROWS && row + i < matmul.row_end; i++) {
    store_row(row + i, columns, sums[i] + biases);
  }
}
