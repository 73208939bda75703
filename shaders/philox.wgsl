// Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011): 128 random bits from a counter and a key.

// WGSL has no 32 × 32 → 64 multiply: the upper word from 16-bit halves.
fn mul_high(a: u32, b: u32) -> u32 {
  let p00 = (a & 0xffffu) * (b & 0xffffu);
  let p01 = (a & 0xffffu) * (b >> 16u);
  let p10 = (a >> 16u) * (b & 0xffffu);
  let p11 = (a >> 16u) * (b >> 16u);
  // Neither sum exceeds a word: a product of halves is at most 2³² − 2¹⁷ + 1.
  let upper = p10 + (p00 >> 16u);
  return p11 + (upper >> 16u) + (((upper & 0xffffu) + p01) >> 16u);
}

fn philox(counter: vec4u, key: vec2u) -> vec4u {
  const m0 = 0xd2511f53u;
  const m1 = 0xcd9e8d57u;
  var c = counter;
  var k = key;
  for (var round = 0; round < 10; round++) {
    c = vec4u(
      mul_high(m1, c.z) ^ c.y ^ k.x, m1 * c.z,
      mul_high(m0, c.x) ^ c.w ^ k.y, m0 * c.x,
    );
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}
