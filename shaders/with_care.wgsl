// A block that is not plain, walked through once more: what is not finite is left out, and the others are divided by
// the power of two that suits them. The kernel defines LANES, `fn told(quad: u32, side: u32) -> vec4u`, a quad of
// the matrix before or after, and `fn counts_of(quad: u32) -> vec4<bool>`. Needs float_bits.wgsl and tally.wgsl.

// Infinities, and the smallest and the largest of what is finite, with four numbers more.
fn ends_with(before: Tally, bits: vec4u, counts: vec4<bool>) -> Tally {
  var tally = before;
  let finite = are_finite(bits) & counts;
  let keys = order_keys(bits);
  tally.infinities += how_many(((bits & vec4u(0x7fffffffu)) == vec4u(INFINITY_BITS)) & counts);
  tally.min_key = min(tally.min_key, smallest(select(vec4i(HIGHEST_KEY), keys, finite)));
  tally.max_key = max(tally.max_key, largest(select(vec4i(LOWEST_KEY), keys, finite)));
  return tally;
}

// With those of four numbers more that are finite; they are in the tally already.
fn with_finite(before: Sums, bits: vec4u, counts: vec4<bool>) -> Sums {
  var sums = before;
  let finite = are_finite(bits) & counts;
  let values = divided4(bits, sums.unit);
  let one = select(select(select(values.w, values.z, finite.z), values.y, finite.y), values.x, finite.x);
  sums.pivot = select(sums.pivot, one, sums.n == 0.0);
  sums = with_powers(sums, select(vec4f(0.0), values - sums.pivot, finite));
  sums.n += f32(how_many(finite));
  return sums;
}

// Of the quads from `first` to `last`, in which n numbers count; how many are zero is known.
fn with_care(zeros: u32, n: u32, first: u32, last: u32, side: u32) -> Sums {
  var tally = NO_TALLY;
  tally.zeros = zeros;
  for (var k = first; k < last; k += LANES) { tally = ends_with(tally, told(k, side), counts_of(k)); }
  var sums = sums_of(unit_of(exponent_of(largest_of(tally))));
  for (var k = first; k < last; k += LANES) { sums = with_finite(sums, told(k, side), counts_of(k)); }
  tally.nans = n - u32(sums.n) - tally.infinities;
  sums.tally = tally;
  return sums;
}
