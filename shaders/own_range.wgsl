// A layer's own range, mean ± 4σ, from its moments' parts: merged in float32 after division by the
// largest power of two among them. One thread. Needs bin_range.wgsl and part.wgsl.

struct OwnRange { first_part: u32, part_count: u32, slot: u32 }

@group(0) @binding(0) var<uniform> own: OwnRange;
@group(0) @binding(1) var<storage, read> parts: array<Part>;
@group(0) @binding(2) var<storage, read_write> ranges: array<BinRange>;

const SIGMAS = 4.0;
const BINS = 256.0;

fn power_of_two(exponent: i32) -> f32 {
  return select(bitcast<f32>(u32(exponent + 127) << 23u), 0.0, exponent < -126);
}

@compute @workgroup_size(1)
fn main() {
  let end = own.first_part + own.part_count;
  var exponent = -1000;
  for (var i = own.first_part; i < end; i++) {
    if (parts[i].zeros < parts[i].finite) { exponent = max(exponent, parts[i].exponent); }
  }

  var n = 0.0;
  var mean = 0.0;
  var m2 = 0.0;
  for (var i = own.first_part; i < end; i++) {
    let part = parts[i];
    if (part.finite == 0u) { continue; }
    let count = f32(part.finite);
    // A part of zeros only has mean 0 and m2 0, whatever its unit.
    let unit = power_of_two(min(part.exponent - exponent, 0));
    let delta = part.mean * unit - mean;
    let total = n + count;
    mean += delta * (count / total);
    m2 += part.m2 * unit * unit + delta * delta * (n * count / total);
    n = total;
  }
  let half = SIGMAS * sqrt(m2 / max(n, 1.0));
  let bins_per_unit = select(0.0, BINS / (2.0 * half), half > 0.0);
  ranges[own.slot] = BinRange(LINEAR, max(exponent, -149), mean - half, mean + half, bins_per_unit);
}
