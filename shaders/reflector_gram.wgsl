// Inner products of the sixteen reflections of a block: gram[block · 256 + r · 16 + s] = v_r · v_s.
// One workgroup a block, one thread a product.

struct ReflectorGram { length: u32 }

@group(0) @binding(0) var<uniform> reflectors: ReflectorGram;
@group(0) @binding(1) var<storage, read> vectors: array<f32>;
@group(0) @binding(2) var<storage, read_write> gram: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) pair: u32) {
  let begin = group.x * reflectors.length;
  var sum = 0.0;
  // A reflection of the block is 0 before its first element.
  for (var i = begin + group.x * 16u; i < begin + reflectors.length; i++) {
    sum += vectors[i * 16u + pair / 16u] * vectors[i * 16u + pair % 16u];
  }
  gram[group.x * 256u + pair] = sum;
}
