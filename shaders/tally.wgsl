// What is told of numbers, four of them at a time, so that each is read once. Moments of four are taken about
// their own mean and merged, pair by pair (Pébay 2008, Formulas for robust, one-pass parallel computation of
// covariances and arbitrary-order statistical moments): nothing cancels, however far the mean is from zero.
// Needs float_bits.wgsl and part.wgsl.

// Of n finite numbers divided by 2^unit: one of them, what their mean is more than that, and sums of the
// squares, cubes and fourth powers of the deviations from the mean.
struct Moments { n: f32, unit: i32, shift: f32, mean: f32, m2: f32, m3: f32, m4: f32 }

// A unit below all others.
const NO_MOMENTS = Moments(0.0, -1000, 0.0, 0.0, 0.0, 0.0, 0.0);

struct Tally { zeros: u32, infinities: u32, nans: u32, min_key: u32, max_key: u32, saturated: u32 }

const NO_TALLY = Tally(0u, 0u, 0u, 0xffffffffu, 0u, 0u);

const ONES = vec4f(1.0);

fn how_many(which: vec4<bool>) -> u32 {
  let ones = select(vec4u(0u), vec4u(1u), which);
  return ones.x + ones.y + ones.z + ones.w;
}
fn largest(v: vec4u) -> u32 { return max(max(v.x, v.y), max(v.z, v.w)); }

// Within ±2^15, fourth powers neither overflow nor vanish: there is nothing to divide by.
fn unit_of(exponent: i32) -> i32 { return select(exponent, 0, abs(exponent) <= 15); }

// Of those of four numbers that are finite.
fn moments_of(bits: vec4u, finite: vec4<bool>) -> Moments {
  let unit = unit_of(exponent_of(largest(select(vec4u(0u), bits & vec4u(0x7fffffffu), finite))));
  let values = select(vec4f(0.0), divided4(bits, unit), finite);
  // Identical numbers deviate from the first of them by exactly 0.
  let shift = select(select(select(values.w, values.z, finite.z), values.y, finite.y), values.x, finite.x);
  let deviations = select(vec4f(0.0), values - shift, finite);
  let n = f32(how_many(finite));
  let mean = dot(deviations, ONES) / max(n, 1.0);
  let centred = select(vec4f(0.0), deviations - mean, finite);
  let squares = centred * centred;
  return Moments(
    n, select(unit, NO_MOMENTS.unit, n == 0.0), shift, mean,
    dot(squares, ONES), dot(squares, centred), dot(squares, squares),
  );
}

fn merged(a: Moments, b: Moments) -> Moments {
  if (a.n == 0.0) { return b; }
  if (b.n == 0.0) { return a; }
  let unit = max(a.unit, b.unit);
  let p = power_of_two(a.unit - unit);
  let q = power_of_two(b.unit - unit);
  let n = a.n + b.n;
  // Shares of the whole.
  let f = a.n / n;
  let g = b.n / n;
  let shift = a.shift * p;
  let mean = a.mean * p;
  let d = (b.shift * q - shift) + (b.mean * q - mean);
  let d2 = d * d;
  let a2 = a.m2 * p * p;
  let b2 = b.m2 * q * q;
  let a3 = a.m3 * p * p * p;
  let b3 = b.m3 * q * q * q;
  let between = n * f * g * d2;
  return Moments(
    n, unit, shift, mean + g * d,
    a2 + b2 + between,
    a3 + b3 + between * (f - g) * d + 3.0 * d * (f * b2 - g * a2),
    a.m4 * p * p * p * p + b.m4 * q * q * q * q + between * (f * f - f * g + g * g) * d2
      + 6.0 * d2 * (f * f * b2 + g * g * a2) + 4.0 * d * (f * b3 - g * a3),
  );
}

// With four numbers more, of which some count.
fn tallied(tally: Tally, bits: vec4u, counts: vec4<bool>, finite: vec4<bool>) -> Tally {
  let magnitude = bits & vec4u(0x7fffffffu);
  let keys = order_keys(bits);
  return Tally(
    tally.zeros + how_many((magnitude == vec4u(0u)) & counts),
    tally.infinities + how_many((magnitude == vec4u(INFINITY_BITS)) & counts),
    tally.nans + how_many((magnitude > vec4u(INFINITY_BITS)) & counts),
    min(tally.min_key, ~largest(select(vec4u(0u), ~keys, finite))),
    max(tally.max_key, largest(select(vec4u(0u), keys, finite))),
    tally.saturated,
  );
}

fn both(a: Tally, b: Tally) -> Tally {
  return Tally(
    a.zeros + b.zeros, a.infinities + b.infinities, a.nans + b.nans,
    min(a.min_key, b.min_key), max(a.max_key, b.max_key), a.saturated + b.saturated,
  );
}

fn part_of(m: Moments, t: Tally) -> Part {
  return Part(
    u32(m.n), m.unit, m.shift, m.mean, m.m2, m.m3, m.m4,
    t.zeros, t.infinities, t.nans, t.min_key, t.max_key, t.saturated,
  );
}
