// What matmul_weight.wgsl does, on adapters with fast workgroup memory: a workgroup makes 32 units × 16
// quads of inputs from tiles of 16 samples, a thread 4 × 1 of them. Needs float_bits.wgsl, formats.wgsl and
// matmul_weight_task.wgsl.

const GROUP_X = 16u;
// Quads of units.
const GROUP_Y = 8u;
const SAMPLES = 16u;

var<workgroup> grad_tile: array<vec4f, SAMPLES * GROUP_Y>;
var<workgroup> x_tile: array<vec4f, SAMPLES * GROUP_X>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let quad = matmul.row_begin / 4u + group.y * GROUP_Y;
  let left = group.x * GROUP_X;
  let last_sample = matmul.batch - 1u;
  let grad_column = min(quad + thread % GROUP_Y, matmul.quads_out - 1u);
  let x_column = min(left + thread % GROUP_X, matmul.quads_in - 1u);

  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var step = 0u; step < matmul.batch; step += SAMPLES) {
    let sample = step + thread / GROUP_Y;
    // Zeros on both sides: of one and an infinite other comes NaN.
    let brought = select(vec4f(), grad[min(sample, last_sample) * matmul.quads_out + grad_column],
      sample <= last_sample);
    let one = step + thread / GROUP_X;
    let first = select(vec4f(), x[min(one, last_sample) * matmul.quads_in + x_column],
      one <= last_sample);
    let second = select(vec4f(), x[min(one + 8u, last_sample) * matmul.quads_in + x_column],
      one + 8u <= last_sample);
    workgroupBarrier();
    grad_tile[thread] = brought;
    x_tile[thread] = first;
    x_tile[thread + 8u * GROUP_X] = second;
    workgroupBarrier();
    for (var i = 0u; i < SAMPLES; i++) {
      let g = grad_tile[i * GROUP_Y + local.y];
      let a = x_tile[i * GROUP_X + local.x];
      s0 += g.x * a;
      s1 += g.y * a;
      s2 += g.z * a;
      s3 += g.w * a;
    }
  }

  let column = left + local.x;
  if (column >= matmul.quads_in) { return; }
  var sums = array<vec4f, 4>(s0, s1, s2, s3);
  for (var i = 0u; i < 4u; i++) {
    let unit = 4u * (quad + local.y) + i;
    if (unit >= matmul.row_end) { break; }
    grad_weight[unit * matmul.quads_in + column] = rounded4(sums[i], matmul.format);
  }
}
