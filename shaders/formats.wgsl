// Rounds float32 to a number format: to nearest, to even on a tie. On bits, because arithmetic may
// flush subnormals and assumes that there is neither NaN nor inf. Needs float_bits.wgsl.

const FLOAT16 = 1u;
const BFLOAT16 = 2u;

// Drops the last `dropped` bits of the mantissa; a carry runs into the exponent, as it should.
fn without_bits(bits: u32, dropped: u32) -> u32 {
  let half = (1u << (dropped - 1u)) - 1u + ((bits >> dropped) & 1u);
  return (bits + half) & ~((1u << dropped) - 1u);
}

fn to_float16(bits: u32) -> u32 {
  let sign = bits & 0x80000000u;
  let magnitude = bits & 0x7fffffffu;
  // Below 2⁻¹⁴ the step is 2⁻²⁴ throughout.
  if (magnitude < 0x38800000u) {
    return sign | bitcast<u32>(round(bitcast<f32>(magnitude) * 16777216.0) / 16777216.0);
  }
  let rounded = without_bits(magnitude, 13u);
  return sign | select(rounded, INFINITY_BITS, rounded > 0x477fe000u);
}

fn rounded_bits(bits: u32, format: u32) -> u32 {
  if (format == 0u || (bits & INFINITY_BITS) == INFINITY_BITS) { return bits; }
  if (format == FLOAT16) { return to_float16(bits); }
  return without_bits(bits, 16u);
}

fn rounded(x: f32, format: u32) -> f32 {
  return bitcast<f32>(rounded_bits(bitcast<u32>(x), format));
}

fn rounded4(x: vec4f, format: u32) -> vec4f {
  if (format == 0u) { return x; }
  return vec4f(
    rounded(x.x, format), rounded(x.y, format), rounded(x.z, format), rounded(x.w, format),
  );
}
