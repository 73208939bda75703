// Applies a block of sixteen reflections, H₀ H₁ … H₁₅ = 1 − V T Vᵀ, to four columns of Q a workgroup
// (Schreiber & Van Loan 1989). T⁻¹ is the inner products above the diagonal, and 1 on it. Q is stored by
// quads of columns: q[column / 4 · length + row].

struct Reflect {
  block: u32,
  length: u32,
  // First quad of columns; those before are still the identity's, which the block leaves alone.
  first_quad: u32,
}

@group(0) @binding(0) var<uniform> reflect_: Reflect;
@group(0) @binding(1) var<storage, read> vectors: array<vec4f>;
@group(0) @binding(2) var<storage, read> gram: array<f32>;
@group(0) @binding(3) var<storage, read_write> q: array<vec4f>;

const THREADS = 32u;
const COUNT = 16u;
// Threads that put down their products at a time: software adapters write out a store for every word of
// workgroup memory, which is to begin at 0, and 2048 of them took seconds to compile.
const SHARES = 8u;

var<workgroup> products: array<array<vec4f, COUNT>, SHARES>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let columns = (reflect_.first_quad + group.x) * reflect_.length;
  let begin = reflect_.block * reflect_.length;
  let first = reflect_.block * COUNT + thread;

  // V^T q, each thread its share of the rows: column j of w belongs to reflections 4j … 4j + 3.
  var w0 = mat4x4f(); var w1 = mat4x4f(); var w2 = mat4x4f(); var w3 = mat4x4f();
  for (var i = first; i < reflect_.length; i += THREADS) {
    let at = (begin + i) * 4u;
    let row = q[columns + i];
    let v0 = vectors[at]; let v1 = vectors[at + 1u];
    let v2 = vectors[at + 2u]; let v3 = vectors[at + 3u];
    w0 += mat4x4f(v0.x * row, v0.y * row, v0.z * row, v0.w * row);
    w1 += mat4x4f(v1.x * row, v1.y * row, v1.z * row, v1.w * row);
    w2 += mat4x4f(v2.x * row, v2.y * row, v2.z * row, v2.w * row);
    w3 += mat4x4f(v3.x * row, v3.y * row, v3.z * row, v3.w * row);
  }
  for (var turn = 0u; turn < THREADS / SHARES; turn++) {
    if (thread / SHARES == turn) {
      let share = thread % SHARES;
      for (var j = 0u; j < 4u; j++) {
        products[share][j] += w0[j];
        products[share][4u + j] += w1[j];
        products[share][8u + j] += w2[j];
        products[share][12u + j] += w3[j];
      }
    }
    workgroupBarrier();
  }
  if (thread < COUNT) {
    var sum = vec4f();
    for (var share = 0u; share < SHARES; share++) { sum += products[share][thread]; }
    products[0][thread] = sum;
  }
  workgroupBarrier();
  // T times that, by solving with T⁻¹ from the last reflection up.
  if (thread == 0u) {
    for (var r = COUNT; r > 0u; r--) {
      var sum = products[0][r - 1u];
      for (var s = r; s < COUNT; s++) {
        sum -= gram[reflect_.block * 256u + (r - 1u) * COUNT + s] * products[0][s];
      }
      products[0][r - 1u] = sum;
    }
  }
  workgroupBarrier();

  let y = products[0];
  let y0 = mat4x4f(y[0], y[1], y[2], y[3]);
  let y1 = mat4x4f(y[4], y[5], y[6], y[7]);
  let y2 = mat4x4f(y[8], y[9], y[10], y[11]);
  let y3 = mat4x4f(y[12], y[13], y[14], y[15]);
  for (var i = first; i < reflect_.length; i += THREADS) {
    let at = (begin + i) * 4u;
    q[columns + i] -=
      y0 * vectors[at] + y1 * vectors[at + 1u] + y2 * vectors[at + 2u] + y3 * vectors[at + 3u];
  }
}
