// float32 by its bits. Compilers may assume that NaN and inf do not occur, so they are told apart
// on integers only.

const INFINITY_BITS = 0x7f800000u;

// Compared as numbers with a sign: without one it takes software adapters three times as long.
fn is_nan(bits: u32) -> bool { return bitcast<i32>(bits & 0x7fffffffu) > i32(INFINITY_BITS); }
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

// 2^exponent, or 0 below float32's normal range.
fn power_of_two(exponent: i32) -> f32 {
  return select(bitcast<f32>(u32(exponent + 127) << 23u), 0.0, exponent < -126);
}

// Finite numbers divided by 2^exponent; what then falls below float32's normal range is 0. No quotient
// may exceed that range. Multiplying would be shorter, but 2^−exponent may itself be subnormal, and
// subnormal factors may be flushed.
fn quotients(bits: vec4u, exponent: i32) -> vec4f {
  // Zero and subnormals: an integer times 2^−149, which float32 holds exactly.
  let whole = bitcast<vec4u>(vec4f(bits & vec4u(0x007fffffu)));
  let small = (bits & vec4u(INFINITY_BITS)) == vec4u(0u);
  let magnitude = select(bits & vec4u(0x7fffffffu), whole, small);
  let field = vec4i(magnitude >> vec4u(23u)) - select(vec4i(exponent), vec4i(149 + exponent), small);
  let moved = (bits & vec4u(0x80000000u)) | (magnitude & vec4u(0x007fffffu))
    | (vec4u(field) << vec4u(23u));
  return select(bitcast<vec4f>(moved), vec4f(0.0), (field < vec4i(1)) | (magnitude == vec4u(0u)));
}

fn divided(bits: u32, exponent: i32) -> f32 { return quotients(vec4u(bits), exponent).x; }

fn divided4(bits: vec4u, exponent: i32) -> vec4f {
  if (exponent == 0) { return bitcast<vec4f>(bits); }
  return quotients(bits, exponent);
}

// Keys that order finite numbers as their values do.
fn order_keys(bits: vec4u) -> vec4i {
  let signed = bitcast<vec4i>(bits);
  return select(signed, signed ^ vec4i(0x7fffffff), signed < vec4i(0));
}

fn from_order_key(key: i32) -> u32 {
  return bitcast<u32>(select(key, key ^ 0x7fffffff, key < 0));
}
