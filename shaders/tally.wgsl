// What is told of numbers, four of them at a time, so that each is read once: a block of them after another.
// Within a block powers are summed of what numbers are more than its first one, so that little cancels, however
// far the mean is from zero: of n numbers the sum of squares about any of them is at most n times that about their
// mean, and twice as a rule. Blocks' moments are merged pair by pair (Pébay 2008, Formulas for robust, one-pass parallel computation of
// covariances and arbitrary-order statistical moments). A kernel walks through a block as if all in it were finite
// and of a size whose fourth powers neither overflow nor vanish, and once more where that was wrong (with_care.wgsl).
// Needs float_bits.wgsl and part.wgsl.

// Of n finite numbers divided by 2^unit: one of them, what their mean is more than that, and sums of the
// squares, cubes and fourth powers of the deviations from the mean.
struct Moments { n: f32, unit: i32, shift: f32, mean: f32, m2: f32, m3: f32, m4: f32 }

// A unit below all others.
const NO_MOMENTS = Moments(0.0, -1000, 0.0, 0.0, 0.0, 0.0, 0.0);

struct Tally { zeros: u32, infinities: u32, nans: u32, min_key: i32, max_key: i32, saturated: u32 }

const HIGHEST_KEY = 0x7fffffff;
const LOWEST_KEY = -0x80000000;
const NO_TALLY = Tally(0u, 0u, 0u, HIGHEST_KEY, LOWEST_KEY, 0u);

fn how_many(which: vec4<bool>) -> u32 {
  let ones = select(vec4u(0u), vec4u(1u), which);
  return ones.x + ones.y + ones.z + ones.w;
}
fn smallest(v: vec4i) -> i32 { return min(min(v.x, v.y), min(v.z, v.w)); }
fn largest(v: vec4i) -> i32 { return max(max(v.x, v.y), max(v.z, v.w)); }

// Within ±2^15, fourth powers neither overflow nor vanish: there is nothing to divide by.
fn unit_of(exponent: i32) -> i32 { return select(exponent, 0, abs(exponent) <= 15); }

// Quads that a thread takes at a time.
const BLOCK = 32u;

// Of numbers divided by 2^unit: one of them, and sums of powers of what they are more than that.
struct Sums {
  unit: i32,
  // 2^−unit.
  scale: f32,
  n: f32,
  pivot: f32,
  s1: f32,
  s2: f32,
  s3: f32,
  s4: f32,
  tally: Tally,
}

fn sums_of(unit: i32) -> Sums {
  return Sums(unit, power_of_two(-unit), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, NO_TALLY);
}

fn sum(v: vec4f) -> f32 { return (v.x + v.y) + (v.z + v.w); }

// With four numbers more, by what they are more than the pivot.
fn with_powers(before: Sums, d: vec4f) -> Sums {
  var sums = before;
  let squares = d * d;
  sums.s1 += sum(d);
  sums.s2 += sum(squares);
  sums.s3 += sum(squares * d);
  sums.s4 += sum(squares * squares);
  return sums;
}

// With four numbers more, of which some count, at least the first: the caller tells how many those of a block are.
// What is not finite will be the smallest or the largest of them.
fn with_four(before: Sums, bits: vec4u, counts: vec4<bool>, begins: bool) -> Sums {
  var sums = before;
  let values = sums.scale * bitcast<vec4f>(bits);
  sums.pivot = select(sums.pivot, values.x, begins);
  var d = values - sums.pivot;
  var zero = (bits & vec4u(0x7fffffffu)) == vec4u(0u);
  var keys = order_keys(bits);
  if (PADDED) {
    d = select(vec4f(0.0), d, counts);
    zero &= counts;
    keys = select(vec4i(keys.x), keys, counts);
  }
  sums = with_powers(sums, d);
  sums.tally.zeros += how_many(zero);
  sums.tally.min_key = min(sums.tally.min_key, smallest(keys));
  sums.tally.max_key = max(sums.tally.max_key, largest(keys));
  return sums;
}

fn largest_of(tally: Tally) -> u32 {
  let ends = vec2u(from_order_key(tally.min_key), from_order_key(tally.max_key)) & vec2u(0x7fffffffu);
  return max(ends.x, ends.y);
}

// Whether what `with_four` takes for granted was so: and no subnormal, which may be flushed, is more than 2^−31 of the
// largest.
fn is_plain(sums: Sums) -> bool {
  let bits = largest_of(sums.tally);
  let near = (abs(exponent_of(bits) - sums.unit) <= 15) & (abs(sums.unit) <= 80);
  return (bits < INFINITY_BITS) & (near | (bits == 0u));
}

fn moments_of(sums: Sums) -> Moments {
  let more = sums.s1 / max(sums.n, 1.0);
  // Of zeros alone it is below all others, of nothing below that.
  let unit = select(sums.unit, -150, largest_of(sums.tally) == 0u);
  let none = sums.n == 0.0;
  return Moments(
    sums.n, select(unit, NO_MOMENTS.unit, none), select(sums.pivot, 0.0, none), more,
    max(sums.s2 - sums.s1 * more, 0.0),
    sums.s3 - more * (3.0 * sums.s2 - 2.0 * sums.s1 * more),
    sums.s4 - more * (4.0 * sums.s3 - more * (6.0 * sums.s2 - 3.0 * sums.s1 * more)),
  );
}

// Of one, if the other is none: that has the lowest unit, so that all of it is multiplied by 0.
fn merged(a: Moments, b: Moments) -> Moments {
  let unit = max(a.unit, b.unit);
  let p = power_of_two(a.unit - unit);
  let q = power_of_two(b.unit - unit);
  let n = a.n + b.n;
  // Shares of the whole.
  let f = a.n / max(n, 1.0);
  let g = b.n / max(n, 1.0);
  let shift = select(a.shift * p, b.shift * q, a.n == 0.0);
  let mean = select(a.mean * p, b.mean * q, a.n == 0.0);
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
