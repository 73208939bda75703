// Gradients with respect to the pre-activations, dL/dh = branch · dL/da · φ′(h), element by element, and the
// moments of both gradients, in one walk. LANES threads take a part. Clears the two histograms that are
// counted next. The engine adds `fn phi_slope(x: f32, slope: f32) -> f32` from the activation's row in the
// table. Needs float_bits.wgsl, limits.wgsl, formats.wgsl, padding.wgsl, part.wgsl, tally.wgsl, with_care.wgsl,
// clear_slots.wgsl, and lanes.wgsl with tally_lanes.wgsl or their counterparts for one lane.

struct SurveyBackward {
  elements: u32,
  // Which of them count, as padding.wgsl says.
  period: u32,
  full: u32,
  rest: u32,
  elements_per_part: u32,
  slope: f32,
  branch: f32,
  format: u32,
  // φ′ at inf, −inf and NaN.
  up: f32,
  down: f32,
  nan: f32,
  // Whether PyTorch compares h instead of multiplying: a slope of 0 then makes every gradient 0.
  compares: u32,
  // Of dL/dh, and of dL/da.
  first_part: u32,
  first_part_post: u32,
  // Of dL/dh; that of dL/da is the next one.
  slot: u32,
}

@group(0) @binding(0) var<uniform> task: SurveyBackward;
@group(0) @binding(1) var<storage, read> h: array<vec4u>;
@group(0) @binding(2) var<storage, read> grad_post: array<vec4u>;
@group(0) @binding(3) var<storage, read_write> grad_pre: array<vec4u>;
@group(0) @binding(4) var<storage, read_write> parts: array<Part>;
@group(0) @binding(5) var<storage, read_write> histograms: array<u32>;

const STRIDE = 1u;

fn gradient(bits: u32, grad: u32) -> u32 {
  let finite = phi_slope(bitcast<f32>(bits), task.slope);
  let known = limited(bits, finite, task.up, task.down);
  let slope = select(known, bitcast<u32>(task.nan), is_nan(bits));
  let product = bitcast<u32>(task.branch * bitcast<f32>(grad) * bitcast<f32>(slope));
  let chosen = select(product, 0u, (task.compares != 0u) & is_zero(slope));
  // NaN times anything is NaN, whatever the multiplication makes of it.
  return select(chosen, slope, is_nan(slope));
}

// A quad of dL/dh (side 0) and of dL/da.
fn told(quad: u32, side: u32) -> vec4u { return select(grad_pre[quad], grad_post[quad], side == 1u); }

fn counts_of(quad: u32) -> vec4<bool> { return counted(quad, task.period, task.full, task.rest); }

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(num_workgroups) groups: vec3u,
) {
  clear_slots(task.slot, 2u, group.x * THREADS + thread, groups.x * THREADS);
  let part = group.x * (THREADS / LANES) + thread / LANES;
  let lane = lane_of(thread);
  // In quads of elements; a part is a whole number of them.
  let begin = part * (task.elements_per_part / 4u);
  let end = min((part + 1u) * task.elements_per_part, task.elements) / 4u;
  var pre = NO_MOMENTS;
  var post = NO_MOMENTS;
  var pre_tally = NO_TALLY;
  var post_tally = NO_TALLY;
  // What the block before was divided by suits the next one, too, most times.
  var pre_unit = 0;
  var post_unit = 0;
  for (var first = begin + lane; first < end; first += BLOCK * LANES) {
    let last = min(end, first + BLOCK * LANES);
    var pre_block = sums_of(pre_unit);
    var post_block = sums_of(post_unit);
    var n = 0u;
    for (var i = first; i < last; i += LANES) {
      let bits = h[i];
      let grad = grad_post[i];
      let counts = counts_of(i);
      n += how_many(counts);
      post_block = with_four(post_block, grad, counts, i == first);

      let products = vec4u(
        gradient(bits.x, grad.x), gradient(bits.y, grad.y),
        gradient(bits.z, grad.z), gradient(bits.w, grad.w),
      );
      var value = rounded_bits4(products, task.format);
      if (PADDED) { value = select(vec4u(0u), value, counts); }
      grad_pre[i] = value;
      pre_block = with_four(pre_block, value, counts, i == first);
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
    pre = merged(pre, moments_of(pre_block));
    post = merged(post, moments_of(post_block));
    pre_tally = both(pre_tally, pre_block.tally);
    post_tally = both(post_tally, post_block.tally);
  }
  let pre_whole = moments_of_lanes(pre, thread);
  let post_whole = moments_of_lanes(post, thread);
  let pre_all = tally_of_lanes(pre_tally, thread);
  let post_all = tally_of_lanes(post_tally, thread);
  if (lane == 0u && begin < end) {
    parts[task.first_part + part] = part_of(pre_whole, pre_all);
    parts[task.first_part_post + part] = part_of(post_whole, post_all);
  }
}
