// Moments of a matrix, a part for each LANES threads: they walk through it once, and read four elements at a
// time. The parts are merged in double precision outside. Clears the histogram that is counted next. Needs
// float_bits.wgsl, padding.wgsl, part.wgsl, tally.wgsl, with_care.wgsl, clear_slots.wgsl, and lanes.wgsl with
// tally_lanes.wgsl or their counterparts for one lane.

struct MomentsTask {
  elements: u32,
  // Which of them count, as padding.wgsl says.
  period: u32,
  full: u32,
  rest: u32,
  elements_per_part: u32,
  first_part: u32,
  slot: u32,
}

@group(0) @binding(0) var<uniform> task: MomentsTask;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> parts: array<Part>;
@group(0) @binding(3) var<storage, read_write> histograms: array<u32>;

const STRIDE = 1u;

// There is one side alone.
fn told(quad: u32, side: u32) -> vec4u { return values[quad]; }

fn counts_of(quad: u32) -> vec4<bool> { return counted(quad, task.period, task.full, task.rest); }

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(num_workgroups) groups: vec3u,
) {
  clear_slots(task.slot, 1u, group.x * THREADS + thread, groups.x * THREADS);
  let part = group.x * (THREADS / LANES) + thread / LANES;
  let lane = lane_of(thread);
  // In quads of elements; a part is a whole number of them.
  let begin = part * (task.elements_per_part / 4u);
  let end = min((part + 1u) * task.elements_per_part, task.elements) / 4u;
  var own = NO_MOMENTS;
  var tally = NO_TALLY;
  // What the block before was divided by suits the next one, too, most times.
  var unit = 0;
  for (var first = begin + lane; first < end; first += BLOCK * LANES) {
    let last = min(end, first + BLOCK * LANES);
    var sums = sums_of(unit);
    var n = 0u;
    for (var i = first; i < last; i += LANES) {
      let counts = counts_of(i);
      n += how_many(counts);
      sums = with_four(sums, values[i], counts, i == first);
    }
    sums.n = f32(n);
    if (!is_plain(sums)) { sums = with_care(sums.tally.zeros, n, first, last, 0u); }
    unit = sums.unit;
    own = merged(own, moments_of(sums));
    tally = both(tally, sums.tally);
  }
  let whole = moments_of_lanes(own, thread);
  let all = tally_of_lanes(tally, thread);
  if (lane == 0u && begin < end) { parts[task.first_part + part] = part_of(whole, all); }
}
