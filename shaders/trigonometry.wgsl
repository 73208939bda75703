// Sine and cosine to float32's accuracy, which WGSL's own do not promise: they may err by 2⁻¹¹, and
// say nothing of arguments beyond ±π. Needs philox.wgsl for mul_high.

// Both of an angle within ±π/4 (Cephes' polynomials).
fn sin_cos_near_zero(r: f32) -> vec2f {
  let s = r * r;
  let sine = r + r * s * (-1.6666654611e-1 + s * (8.3321608736e-3 - s * 1.9515295891e-4));
  let cosine = 1.0 - 0.5 * s
    + s * s * (4.166664568298827e-2 + s * (-1.388731625493765e-3 + s * 2.443315711809948e-5));
  return vec2f(sine, cosine);
}

// Both of an angle of so many quarter turns and a rest within ±π/4.
fn sin_cos_of(quarters: u32, rest: f32) -> vec2f {
  let near = sin_cos_near_zero(rest);
  let turned = select(near, near.yx, (quarters & 1u) == 1u);
  let negative = vec2<bool>((quarters & 2u) != 0u, ((quarters + 1u) & 2u) != 0u);
  return select(turned, -turned, negative);
}

// Both of a whole turn's share, given as a fraction of 2³².
fn sin_cos_turn(word: u32) -> vec2f {
  const RADIANS = 1.4629180792671596e-9; // 2π / 2³²
  let quarters = (word + 0x20000000u) >> 30u;
  let rest = bitcast<i32>(word - (quarters << 30u));
  return sin_cos_of(quarters, f32(rest) * RADIANS);
}

// Both of any finite angle in radians: beyond 1 it is divided by π/2 in integers, as Payne & Hanek do.
fn sin_cos(x: f32) -> vec2f {
  // 2/π in binary.
  var two_over_pi = array<u32, 7>(
    0u, 0x28be60dbu, 0x9391054au, 0x7f09d5f4u, 0x7d4d3770u, 0x36d8a566u, 0x4f10e410u,
  );
  let bits = bitcast<u32>(x);
  let field = (bits >> 23u) & 0xffu;
  if (field < 126u) { return sin_cos_of(0u, x); }
  // There is no angle at infinity: NaN, made of bits that the compiler does not know.
  if (field == 255u) { return vec2f(bitcast<f32>(bits | 0x7fc00000u)); }

  let mantissa = (bits << 8u) | 0x80000000u;
  let exponent = field - 126u;
  let first = exponent >> 5u;
  let shift = exponent & 31u;
  var window: array<u32, 3>;
  for (var i = 0u; i < 3u; i++) {
    // Past the table lie bits too small to matter.
    let next = select(0u, two_over_pi[min(first + i + 1u, 6u)], first + i + 1u < 7u);
    // A shift by 32 is one by 0.
    let low = select(next >> (32u - shift), 0u, shift == 0u);
    window[i] = (two_over_pi[first + i] << shift) | low;
  }
  // mantissa · window, its upper 64 bits of 96 modulo 2⁶⁴: quarter turns in 2.62 fixed point.
  var low = mantissa * window[1];
  let carried = low + mul_high(mantissa, window[2]);
  var high = mantissa * window[0] + mul_high(mantissa, window[1]) + select(0u, 1u, carried < low);
  low = carried;

  let quarters = (high + 0x20000000u) >> 30u;
  high -= quarters << 30u;
  // Signed rest: its magnitude, then the sign.
  let negative = (high & 0x80000000u) != 0u;
  if (negative) {
    low = ~low + 1u;
    high = ~high + select(0u, 1u, low == 0u);
  }
  const UNIT = 1.4629180792671596e-9; // π/2 · 2⁻³⁰
  let rest = (f32(high) + f32(low) * 2.3283064365386963e-10) * UNIT;
  let result = sin_cos_of(quarters, select(rest, -rest, negative));
  return select(result, vec2f(-result.x, result.y), (bits & 0x80000000u) != 0u);
}
