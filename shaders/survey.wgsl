// Post-activations a = φ(h), or a = x + branch · φ(h) with a residual connection, and what is told of a layer
// element by element or sample by sample: moments before and after φ, saturation, and each sample's mean and
// length for their correlation. All in one walk over the pre-activations; LANES threads take a part, which is
// some rows. Clears the two histograms that are counted next. The engine adds `fn phi(x: f32, slope: f32)`
// and `fn phi_slope` from the activation's row in the table, and `const RESIDUAL`: whether a run has residual
// connections at all. Needs float_bits.wgsl, limits.wgsl, formats.wgsl, activated.wgsl, padding.wgsl,
// part.wgsl, sample.wgsl, tally.wgsl, with_care.wgsl, clear_slots.wgsl, and lanes.wgsl with tally_lanes.wgsl or their
// counterparts for one lane.

struct Survey {
  batch: u32,
  units: u32,
  // Elements from one row to the next; those past `units` are padding and stay 0.
  stride: u32,
  rows_per_part: u32,
  // The values are the input, which goes through no φ: nothing is written.
  raw: u32,
  slope: f32,
  // Whether x is added.
  skip: u32,
  branch: f32,
  format: u32,
  // φ and φ′ at inf and −inf.
  up: f32,
  down: f32,
  slope_up: f32,
  slope_down: f32,
  // Below it, |φ′| counts as saturated.
  flat: f32,
  // Of h, and of a.
  first_part: u32,
  first_part_post: u32,
  // Of h; a’s is the next one.
  slot: u32,
}

@group(0) @binding(0) var<uniform> task: Survey;
@group(0) @binding(1) var<storage, read> h: array<vec4u>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> a: array<vec4u>;
@group(0) @binding(4) var<storage, read_write> parts: array<Part>;
// Of h, and from `batch` on of a.
@group(0) @binding(5) var<storage, read_write> samples: array<Sample>;
@group(0) @binding(6) var<storage, read_write> histograms: array<u32>;

const STRIDE = 1u;

fn is_flat(bits: u32) -> bool {
  let slope = limited(bits, phi_slope(bitcast<f32>(bits), task.slope), task.slope_up, task.slope_down);
  return (abs(bitcast<f32>(slope)) < task.flat) & !is_nan(bits) & !is_nan(slope);
}

// A quad before φ (side 0) and after it.
fn told(quad: u32, side: u32) -> vec4u {
  return select(h[quad], a[quad], (side == 1u) & (task.raw == 0u));
}

fn counts_of(quad: u32) -> vec4<bool> { return in_row(quad % (task.stride / 4u), task.units); }

fn sample_of(row: Moments) -> Sample {
  // Without spread there is no direction, and none if any is not finite.
  let none = row.n < f32(task.units) || row.m2 <= 0.0;
  return Sample(row.unit, row.shift, row.mean, select(inverseSqrt(row.m2), 0.0, none));
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(num_workgroups) groups: vec3u,
) {
  clear_slots(task.slot, 2u, group.x * THREADS + thread, groups.x * THREADS);
  let part = group.x * (THREADS / LANES) + thread / LANES;
  let lane = lane_of(thread);
  let quads = task.stride / 4u;
  let raw = task.raw != 0u;
  var pre = NO_MOMENTS;
  var post = NO_MOMENTS;
  var pre_tally = NO_TALLY;
  var post_tally = NO_TALLY;
  var saturated = 0u;
  // What the block before was divided by suits the next one, too, most times.
  var pre_unit = 0;
  var post_unit = 0;
  for (var i = 0u; i < task.rows_per_part; i++) {
    let row = part * task.rows_per_part + i;
    // Threads past the last row go along, for the barriers, and have nothing to read.
    let begin = row * quads;
    let end = select(begin, begin + quads, row < task.batch);
    var pre_row = NO_MOMENTS;
    var post_row = NO_MOMENTS;
    for (var first = begin + lane; first < end; first += BLOCK * LANES) {
      let last = min(end, first + BLOCK * LANES);
      var pre_block = sums_of(pre_unit);
      var post_block = sums_of(post_unit);
      var n = 0u;
      for (var k = first; k < last; k += LANES) {
        let bits = h[k];
        let counts = in_row(k - begin, task.units);
        n += how_many(counts);
        pre_block = with_four(pre_block, bits, counts, k == first);

        // No condition but for the store: it would cost software adapters what is in it all the same, and a choice
        // for each variable that changes there.
        var value = activated4(bits, task.slope, task.up, task.down);
        var flat = vec4<bool>(is_flat(bits.x), is_flat(bits.y), is_flat(bits.z), is_flat(bits.w));
        if (RESIDUAL) {
          let sum = x[k] + task.branch * bitcast<vec4f>(value);
          value = select(value, bitcast<vec4u>(sum), task.skip != 0u);
        }
        value = rounded_bits4(value, task.format);
        if (PADDED) {
          value = select(vec4u(0u), value, counts);
          flat &= counts;
        }
        saturated += how_many(flat);
        value = select(value, bits, raw);
        if (!raw) { a[k] = value; }
        post_block = with_four(post_block, value, counts, k == first);
      }
      pre_block.n = f32(n);
      post_block.n = f32(n);
      // Not entered where both are plain.
      for (var side = select(0u, 2u, is_plain(pre_block) & is_plain(post_block)); side < 2u; side++) {
        var zeros = pre_block.tally.zeros;
        if (side == 1u) { zeros = post_block.tally.zeros; }
        let sums = with_care(zeros, n, first, last, side);
        if (side == 0u) { pre_block = sums; } else { post_block = sums; }
      }
      pre_unit = pre_block.unit;
      post_unit = post_block.unit;
      pre_row = merged(pre_row, moments_of(pre_block));
      post_row = merged(post_row, moments_of(post_block));
      pre_tally = both(pre_tally, pre_block.tally);
      post_tally = both(post_tally, post_block.tally);
    }
    let pre_whole = moments_of_lanes(pre_row, thread);
    let post_whole = moments_of_lanes(post_row, thread);
    if (lane == 0u && row < task.batch) {
      samples[row] = sample_of(pre_whole);
      samples[task.batch + row] = sample_of(post_whole);
    }
    pre = merged(pre, pre_whole);
    post = merged(post, post_whole);
  }
  pre_tally.saturated = select(saturated, 0u, raw);
  let pre_all = tally_of_lanes(pre_tally, thread);
  let post_all = tally_of_lanes(post_tally, thread);
  if (lane == 0u && part * task.rows_per_part < task.batch) {
    parts[task.first_part + part] = part_of(pre, pre_all);
    parts[task.first_part_post + part] = part_of(post, post_all);
  }
}
