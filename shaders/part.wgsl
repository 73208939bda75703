// Moments of a part of a layer, as src/model/moments.ts merges them.

struct Part {
  finite: u32,
  exponent: i32,
  // Of the finite elements divided by 2^exponent: one of them; what the mean is more than that; and sums of
  // the squares, cubes and fourth powers of the deviations from the mean.
  shift: f32,
  mean: f32,
  m2: f32,
  m3: f32,
  m4: f32,
  zeros: u32,
  infinities: u32,
  nans: u32,
  // Order keys of the smallest and the largest finite element.
  min_key: i32,
  max_key: i32,
  // Pre-activations at which the activation's slope is nearly 0.
  saturated: u32,
}
