// What the adapter makes of inf and NaN, which WGSL lets it assume away: an overflow, a difference of two
// infs, a comparison, a maximum. All numbers come from buffers, so that no compiler can work the results
// out. One thread.

struct NonFinite { zero: f32 }

@group(0) @binding(0) var<uniform> non_finite: NonFinite;
// A huge number, inf twice, NaN twice.
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<u32>;

@compute @workgroup_size(1)
fn main() {
  results[0] = bitcast<u32>(x[0] * x[0]);
  results[1] = bitcast<u32>(x[1] - x[2]);
  let nan = x[3];
  results[2] = select(0u, 1u, nan != nan);
  results[3] = bitcast<u32>(max(x[4], non_finite.zero));
}
