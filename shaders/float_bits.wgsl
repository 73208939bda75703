// float32 by its bits. Compilers may assume that NaN and inf do not occur, so they are told apart
// on integers only.

const INFINITY_BITS = 0x7f800000u;

fn is_nan(bits: u32) -> bool { return (bits & 0x7fffffffu) > INFINITY_BITS; }
fn is_infinite(bits: u32) -> bool { return (bits & 0x7fffffffu) == INFINITY_BITS; }
fn is_finite(bits: u32) -> bool { return (bits & INFINITY_BITS) != INFINITY_BITS; }
fn is_zero(bits: u32) -> bool { return (bits & 0x7fffffffu) == 0u; }

// A finite number as mantissa · 2^exponent with 1 ≤ |mantissa| < 2.
struct Split { mantissa: f32, exponent: i32 }

// For finite numbers other than zero; subnormals are brought to the same form.
fn split(bits: u32) -> Split {
  let magnitude = bits & 0x7fffffffu;
  let shift = max(i32(countLeadingZeros(magnitude)) - 8, 0);
  let exponent = select(i32(magnitude >> 23u) - 127, -126 - shift, shift > 0);
  let fraction = (magnitude << u32(shift)) & 0x007fffffu;
  return Split(bitcast<f32>((bits & 0x80000000u) | 0x3f800000u | fraction), exponent);
}

// The number of these bits, divided by 2^exponent; what then falls below float32's normal range
// is 0. The quotient must not exceed that range.
fn divided(bits: u32, exponent: i32) -> f32 {
  if (is_zero(bits)) { return 0.0; }
  let s = split(bits);
  let field = s.exponent - exponent + 127;
  if (field < 1) { return 0.0; }
  return bitcast<f32>((bitcast<u32>(s.mantissa) & 0x807fffffu) | (u32(field) << 23u));
}

// A key that orders finite numbers as their values do.
fn order_key(bits: u32) -> u32 {
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}
