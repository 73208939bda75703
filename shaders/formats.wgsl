// Rounds float32 to a number format: to nearest, to even on a tie. On bits, because arithmetic may
// flush subnormals and assumes that there is neither NaN nor inf. The engine adds `const FORMAT`:
// the format that a run rounds to, so that without one nothing is left of this. Needs float_bits.wgsl.

const FLOAT16 = 1u;
const BFLOAT16 = 2u;

// Drops the last `dropped` bits of the mantissa; a carry runs into the exponent, as it should.
fn without_bits(bits: vec4u, dropped: u32) -> vec4u {
  let half = ((1u << (dropped - 1u)) - 1u) + ((bits >> vec4u(dropped)) & vec4u(1u));
  return (bits + half) & vec4u(~((1u << dropped) - 1u));
}

fn to_float16(bits: vec4u) -> vec4u {
  let sign = bits & vec4u(0x80000000u);
  let magnitude = bits & vec4u(0x7fffffffu);
  // Below 2⁻¹⁴ the step is 2⁻²⁴ throughout.
  let small = bitcast<vec4u>(round(bitcast<vec4f>(magnitude) * 16777216.0) * 5.9604644775390625e-8);
  let large = without_bits(magnitude, 13u);
  let normal = select(large, vec4u(INFINITY_BITS), large > vec4u(0x477fe000u));
  return sign | select(normal, small, magnitude < vec4u(0x38800000u));
}

fn rounded_bits4(bits: vec4u, format: u32) -> vec4u {
  if (FORMAT == 0u || format == 0u) { return bits; }
  var kept: vec4u;
  if (format == FLOAT16) { kept = to_float16(bits); } else { kept = without_bits(bits, 16u); }
  return select(bits, kept, are_finite(bits));
}

fn rounded_bits(bits: u32, format: u32) -> u32 { return rounded_bits4(vec4u(bits), format).x; }

fn rounded4(x: vec4f, format: u32) -> vec4f {
  return bitcast<vec4f>(rounded_bits4(bitcast<vec4u>(x), format));
}

fn rounded(x: f32, format: u32) -> f32 { return rounded4(vec4f(x), format).x; }
