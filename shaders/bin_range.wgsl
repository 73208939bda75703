// The range that a histogram's bins divide, as src/model/histogram.ts defines it.

const LINEAR = 0u;
const LOG = 1u;

struct BinRange {
  kind: u32,
  // The rest is of linear ranges only: the logarithmic bins are always the same. Values are divided by
  // 2^exponent, and shift is taken away, before they are compared with low and high: where the range is
  // narrow and far from zero, low and high alone would round.
  exponent: i32,
  shift: f32,
  low: f32,
  high: f32,
  bins_per_unit: f32,
}
