// Moments of a part of a layer, as src/model/moments.ts merges them.

struct Part {
  finite: u32,
  exponent: i32,
  // Mean and sum of squared deviations of the finite elements divided by 2^exponent.
  mean: f32,
  m2: f32,
  zeros: u32,
  infinities: u32,
  nans: u32,
  // Order keys of the smallest and the largest finite element.
  min_key: u32,
  max_key: u32,
}
