// Vectors of the reflections whose product is a random orthogonal matrix (src/engine/draws.ts): H_k =
// 1 − v vᵀ with vᵀv = 2. One workgroup a reflection. Needs philox.wgsl, trigonometry.wgsl,
// unit_draws.wgsl and workgroup_sum.wgsl.
//
// Sixteen reflections stand side by side: element i of reflection k is
// vectors[(k / 16 · length + i) · 16 + k % 16]. Those past `count` only fill up and are 0.

struct Reflectors {
  count: u32,
  length: u32,
  layer: u32,
  seed: u32,
  stream: u32,
  first: u32,
}

@group(0) @binding(0) var<uniform> reflectors: Reflectors;
@group(0) @binding(1) var<storage, read_write> vectors: array<f32>;
@group(0) @binding(2) var<storage, read_write> signs: array<f32>;

const THREADS = 64u;
alias Term = f32;

// Draws 4 · quad … 4 · quad + 3 of a reflection; 0 before its own element.
fn draws(quad: u32, k: u32) -> vec4f {
  let words = philox(
    vec4u(quad, k, reflectors.layer, 0u), vec2u(reflectors.seed, reflectors.stream));
  let column = quad * 4u + vec4u(0u, 1u, 2u, 3u);
  return select(vec4f(0.0), unit_normal(words),
    (column >= vec4u(k)) & (column < vec4u(reflectors.length)));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let k = reflectors.first + group.x;
  let used = k < reflectors.count;
  let quads = (reflectors.length + 3u) / 4u;

  var squares = 0.0;
  for (var quad = k / 4u + thread; quad < quads; quad += THREADS) {
    let x = draws(quad, k);
    squares += dot(x, x);
  }
  let norm = sqrt(sum_of_all(squares, thread));
  let own = draws(k / 4u, k)[k % 4u];
  let sign = select(1.0, -1.0, own < 0.0);
  // (x + sign ‖x‖ e) · √2 / its length.
  let scale = select(0.0, inverseSqrt(norm * (norm + abs(own))), used && norm > 0.0);

  for (var quad = thread; quad < quads; quad += THREADS) {
    let x = draws(quad, k);
    for (var j = 0u; j < 4u; j++) {
      let i = quad * 4u + j;
      if (i >= reflectors.length) { break; }
      let element = x[j] + select(0.0, sign * norm, i == k);
      vectors[(k / 16u * reflectors.length + i) * 16u + k % 16u] = scale * element;
    }
  }
  if (thread == 0u) { signs[k] = -sign; }
}
