// Draws from four random words. Needs trigonometry.wgsl.

// 2⁻³²: a word becomes a number in [0, 1), as a signed one in [−½, ½).
const PER_WORD = 2.3283064365386963e-10;

// Box & Muller 1958. The radius is never infinite.
fn normal_pair(words: vec2u) -> vec2f {
  let u = f32(words.x) * PER_WORD + 0.5 * PER_WORD;
  let radius = sqrt(-2.0 * log(u));
  return radius * sin_cos_turn(words.y).yx;
}

// Mean 0, variance 1.
fn unit_normal(words: vec4u) -> vec4f {
  return vec4f(normal_pair(words.xy), normal_pair(words.zw));
}

// In ±√3: mean 0, variance 1.
fn unit_uniform(words: vec4u) -> vec4f {
  return 1.7320508 * (vec4f(bitcast<vec4i>(words)) * (2.0 * PER_WORD));
}

// Standard normal cut at ±2, by the inverse of its distribution function: erf(√2) = 0.9545 is all of
// it, for which the central branch of Giles 2010 (Approximating the erfinv function) does.
fn unit_trunc_normal(words: vec4u) -> vec4f {
  let u = (vec4f(bitcast<vec4i>(words)) * (2.0 * PER_WORD)) * 0.9544997361;
  let w = -log((1.0 - u) * (1.0 + u)) - 2.5;
  var p = 2.81022636e-08 * w + 3.43273939e-07;
  p = p * w - 3.5233877e-06;
  p = p * w - 4.39150654e-06;
  p = p * w + 0.00021858087;
  p = p * w - 0.00125372503;
  p = p * w - 0.00417768164;
  p = p * w + 0.246640727;
  p = p * w + 1.50140941;
  return clamp(1.41421356 * p * u, vec4f(-2.0), vec4f(2.0));
}
