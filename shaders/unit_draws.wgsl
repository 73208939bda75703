// Draws with mean 0 and variance 1 from four random words.

const TWO_PI = 6.283185307179586;
// 2⁻³²: a word becomes a number in [0, 1), as a signed one in [−½, ½).
const PER_WORD = 2.3283064365386963e-10;

// Box & Muller 1958. The radius is never infinite; the angle stays within ±π, where WGSL bounds
// the error of cos and sin.
fn normal_pair(words: vec2u) -> vec2f {
  let u = f32(words.x) * PER_WORD + 0.5 * PER_WORD;
  let radius = sqrt(-2.0 * log(u));
  let angle = TWO_PI * (f32(bitcast<i32>(words.y)) * PER_WORD);
  return radius * vec2f(cos(angle), sin(angle));
}

fn unit_normal(words: vec4u) -> vec4f {
  return vec4f(normal_pair(words.xy), normal_pair(words.zw));
}

fn unit_uniform(words: vec4u) -> vec4f {
  return 1.7320508 * (vec4f(bitcast<vec4i>(words)) * (2.0 * PER_WORD));
}
