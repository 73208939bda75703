// float32 by its bits. Compilers may assume that NaN and inf do not occur, so they are told apart
// on integers only.

const INFINITY_BITS = 0x7f800000u;

fn is_nan(bits: u32) -> bool { return (bits & 0x7fffffffu) > INFINITY_BITS; }
fn are_finite(bits: vec4u) -> vec4<bool> {
  return (bits & vec4u(INFINITY_BITS)) != vec4u(INFINITY_BITS);
}
fn is_zero(bits: u32) -> bool { return (bits & 0x7fffffffu) == 0u; }

// Exponent of a finite number's leading bit: 2^e ≤ |x| < 2^(e + 1); −150 for zero.
fn exponent_of(bits: u32) -> i32 {
  let magnitude = bits & 0x7fffffffu;
  if (magnitude < 0x00800000u) { return i32(firstLeadingBit(magnitude)) - 149; }
  return i32(magnitude >> 23u) - 127;
}

// A finite number divided by 2^exponent; what then falls below float32's normal range is 0. The
// quotient must not exceed that range. Multiplying would be shorter, but 2^−exponent may itself be
// subnormal, and subnormal factors may be flushed.
fn divided(bits: u32, exponent: i32) -> f32 {
  let sign = bits & 0x80000000u;
  if ((bits & INFINITY_BITS) == 0u) {
    // Zero and subnormals: an integer times 2^−149, which float32 holds exactly.
    let whole = bitcast<u32>(f32(bits & 0x007fffffu));
    let field = i32(whole >> 23u) - 149 - exponent;
    return select(bitcast<f32>(sign | (whole & 0x007fffffu) | (u32(field) << 23u)), 0.0,
      field < 1 || whole == 0u);
  }
  let field = i32((bits >> 23u) & 0xffu) - exponent;
  return select(bitcast<f32>((bits & 0x807fffffu) | (u32(field) << 23u)), 0.0, field < 1);
}

fn divided4(bits: vec4u, exponent: i32) -> vec4f {
  if (exponent == 0) { return bitcast<vec4f>(bits); }
  return vec4f(
    divided(bits.x, exponent), divided(bits.y, exponent),
    divided(bits.z, exponent), divided(bits.w, exponent),
  );
}

// Keys that order finite numbers as their values do.
fn order_keys(bits: vec4u) -> vec4u {
  return select(bits | vec4u(0x80000000u), ~bits, bits >= vec4u(0x80000000u));
}

fn from_order_key(key: u32) -> u32 {
  return select(~key, key & 0x7fffffffu, key >= 0x80000000u);
}
