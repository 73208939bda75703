// A matrix' own range, mean ± 4σ, from its moments' parts. One workgroup of one thread for each of one matrix
// or two, whose parts and slots are as histogram.wgsl says. Needs bin_range.wgsl and merged_parts.wgsl.

struct OwnRange { first_part: u32, parts_apart: u32, part_count: u32, slot: u32 }

@group(0) @binding(0) var<uniform> own: OwnRange;
@group(0) @binding(1) var<storage, read> parts: array<Part>;
@group(0) @binding(2) var<storage, read_write> ranges: array<BinRange>;

const SIGMAS = 4.0;
const LINEAR_BINS = 256.0;

@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) group: vec3u) {
  let all = merged_parts(own.first_part + group.x * own.parts_apart, own.part_count);
  let half = SIGMAS * sqrt(all.m2 / max(all.n, 1.0));
  let bins_per_unit = select(0.0, LINEAR_BINS / (2.0 * half), half > 0.0);
  ranges[own.slot + group.x] = BinRange(
    LINEAR, max(all.unit, -149), all.shift, all.mean - half, all.mean + half, bins_per_unit,
  );
}
