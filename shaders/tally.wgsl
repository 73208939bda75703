// What is told of numbers, four of them at a time, so that each is read once: a block of them after another.
// Within a block powers are summed of what numbers are more than its first one, so that little cancels, however
// far the mean is from zero: of n numbers the sum of squares about any of them is at most n times that about their
// mean, and twice as a rule. Blocks' moments are merged pair by pair (Pébay 2008, Formulas for robust, one-pass parallel computation of
// covariances and arbitrary-order statistical moments). A kernel walks through a block as if all in it were finite
// and of a size whose fourth powers neither overflow nor vanish, and once more, with care, where that was wrong.
// Needs float_bits.wgsl and part.wgsl.

// Of n finite numbers divided by 2^unit: one of them, what their mean is more than that, and sums of the
// squares, cubes and fourth powers of the deviations from the mean.
struct Moments { n: f32, unit: i32, shift: f32, mean: f32, m2: f32, m3: f32, m4: f32 }

// A unit below all others.
const NO_MOMENTS = Moments(0.0, -1000, 0.0, 0.0, 0.0, 0.0, 0.0);

struct Tally { zeros: u32, infinities: u32, nans: u32, min_key: u32, max_key: u32, saturated: u32 }

const NO_TALLY = Tally(0u, 0u, 0u, 0xffffffffu, 0u, 0u);

fn how_many(which: vec4<bool>) -> u32 {
  let ones = select(vec4u(0u), vec4u(1u), which);
  return ones.x + ones.y + ones.z + ones.w;
}
fn smallest(v: vec4u) -> u32 { return min(min(v.x, v.y), min(v.z, v.w)); }
fn largest(v: vec4u) -> u32 { return max(max(v.x, v.y), max(v.z, v.w)); }

// Within ±2^15, fourth powers neither overflow nor vanish: there is nothing to divide by.
fn unit_of(exponent: i32) -> i32 { return select(exponent, 0, abs(exponent) <= 15); }

// Quads that a thread takes at a time.
const BLOCK = 32u;

// Of numbers divided by 2^unit: one of them, and sums of powers of what they are more than that.
struct Block {
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

fn block_of(unit: i32) -> Block {
  return Block(unit, power_of_two(-unit), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, NO_TALLY);
}

fn sum(v: vec4f) -> f32 { return (v.x + v.y) + (v.z + v.w); }

fn add_powers(block: ptr<function, Block>, values: vec4f, counts: vec4<bool>) {
  let d = select(vec4f(0.0), values - (*block).pivot, counts);
  let squares = d * d;
  (*block).s1 += sum(d);
  (*block).s2 += sum(squares);
  (*block).s3 += sum(squares * d);
  (*block).s4 += sum(squares * squares);
}

// Four numbers more, of which some count, at least the first: the caller tells how many those of a block are.
// What is not finite will be the smallest or the largest of them.
fn add(block: ptr<function, Block>, bits: vec4u, counts: vec4<bool>, begins: bool) {
  let values = (*block).scale * bitcast<vec4f>(bits);
  (*block).pivot = select((*block).pivot, values.x, begins);
  add_powers(block, values, counts);
  let zero = (bits & vec4u(0x7fffffffu)) == vec4u(0u);
  let keys = order_keys(select(vec4u(bits.x), bits, counts));
  (*block).tally.zeros += how_many(zero & counts);
  (*block).tally.min_key = min((*block).tally.min_key, smallest(keys));
  (*block).tally.max_key = max((*block).tally.max_key, largest(keys));
}

fn largest_of(tally: Tally) -> u32 {
  let ends = vec2u(from_order_key(tally.min_key), from_order_key(tally.max_key)) & vec2u(0x7fffffffu);
  return max(ends.x, ends.y);
}

// Whether what `add` takes for granted was so: and no subnormal, which may be flushed, is more than 2^−31 of the
// largest.
fn is_plain(block: Block) -> bool {
  let bits = largest_of(block.tally);
  let near = abs(exponent_of(bits) - block.unit) <= 15 && abs(block.unit) <= 80;
  return bits < INFINITY_BITS && (near || bits == 0u);
}

// Infinities, and the smallest and the largest of what is finite, with four numbers more.
fn add_ends(tally: ptr<function, Tally>, bits: vec4u, counts: vec4<bool>) {
  let finite = are_finite(bits) & counts;
  let keys = order_keys(bits);
  (*tally).infinities += how_many(((bits & vec4u(0x7fffffffu)) == vec4u(INFINITY_BITS)) & counts);
  (*tally).min_key = min((*tally).min_key, smallest(select(vec4u(0xffffffffu), keys, finite)));
  (*tally).max_key = max((*tally).max_key, largest(select(vec4u(0u), keys, finite)));
}

// A block whose zeros alone are told.
fn zeros_of(block: Block) -> Tally { return Tally(block.tally.zeros, 0u, 0u, 0xffffffffu, 0u, 0u); }

// A block of numbers whose ends are known, in the unit that suits them.
fn rescaled(tally: Tally) -> Block {
  var block = block_of(unit_of(exponent_of(largest_of(tally))));
  block.tally = tally;
  return block;
}

// Those of four numbers more that are finite; they are in the tally already.
fn add_finite(block: ptr<function, Block>, bits: vec4u, counts: vec4<bool>) {
  let finite = are_finite(bits) & counts;
  let values = divided4(bits, (*block).unit);
  let one = select(select(select(values.w, values.z, finite.z), values.y, finite.y), values.x, finite.x);
  (*block).pivot = select((*block).pivot, one, (*block).n == 0.0);
  add_powers(block, values, finite);
  (*block).n += f32(how_many(finite));
}

// A block of n numbers, of which those that are finite have been counted.
fn completed(block: Block, n: u32) -> Block {
  var all = block;
  all.tally.nans = n - u32(block.n) - block.tally.infinities;
  return all;
}

fn moments_of(block: Block) -> Moments {
  let more = block.s1 / max(block.n, 1.0);
  // Of zeros alone it is below all others, of nothing below that.
  let unit = select(block.unit, -150, largest_of(block.tally) == 0u);
  return Moments(
    block.n, select(unit, NO_MOMENTS.unit, block.n == 0.0), block.pivot, more,
    max(block.s2 - block.s1 * more, 0.0),
    block.s3 - more * (3.0 * block.s2 - 2.0 * block.s1 * more),
    block.s4 - more * (4.0 * block.s3 - more * (6.0 * block.s2 - 3.0 * block.s1 * more)),
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
