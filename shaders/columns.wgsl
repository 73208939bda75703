// What is told of a layer unit by unit, of h and of a: the squared length of the sum of all samples, each centred
// and scaled to length 1, from which and their number follows the mean correlation of two; and, of a, units that
// are 0 for the whole batch. LANES threads a quad of units. The engine adds `fn phi` from the activation's row in
// the table, and `const AGAIN`: whether a run may need it again. Needs float_bits.wgsl, activated.wgsl,
// padding.wgsl, sample.wgsl, health.wgsl, workgroup_sum.wgsl, and lanes.wgsl or one_lane.wgsl.

struct Columns {
  units: u32,
  stride: u32,
  batch: u32,
  // Of h; a’s is the next one.
  place: u32,
  // a is not φ(h), but rounded, or a sum: φ is taken again.
  again: u32,
  slope: f32,
  // φ at inf and −inf.
  up: f32,
  down: f32,
}

@group(0) @binding(0) var<uniform> task: Columns;
@group(0) @binding(1) var<storage, read> h: array<vec4u>;
@group(0) @binding(2) var<storage, read> a: array<vec4u>;
@group(0) @binding(3) var<storage, read> samples: array<Sample>;
@group(0) @binding(4) var<storage, read_write> health: array<u32>;

const QUADS = THREADS / LANES;
const STRIDE = QUADS;
// Of a workgroup, of h and of a: squared length, dead units, samples that have a direction.
alias Term = mat2x3f;

// Whether a sample can be multiplied by 2^−exponent, which takes no condition: that is a normal number, and no
// subnormal, which may be flushed, is more than 2^−31 of the largest. Or there is nothing to multiply.
fn is_plain(sample: Sample) -> bool {
  return (sample.scale == 0.0) | ((sample.exponent >= -95) & (sample.exponent <= 126));
}

// What a sample adds to the sum in four columns, of its values there divided by 2^exponent.
fn direction(values: vec4f, sample: Sample) -> vec4f {
  return ((values - sample.shift) - sample.mean) * sample.scale;
}

fn plain_direction(bits: vec4u, sample: Sample) -> vec4f {
  let values = bitcast<vec4f>(bits) * power_of_two(-sample.exponent);
  return select(vec4f(0.0), direction(values, sample), (sample.scale != 0.0) & is_plain(sample));
}

fn other_direction(bits: vec4u, sample: Sample) -> vec4f {
  let values = quotients(bits, sample.exponent);
  return select(vec4f(0.0), direction(values, sample), !is_plain(sample));
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(num_workgroups) groups: vec3u,
) {
  let quads = task.stride / 4u;
  let quad = group.x * QUADS + thread % QUADS;
  let lane = lane_of(thread);
  // Threads past the last quad go along, for the barriers, and have nothing to read.
  let end = select(0u, task.batch, quad < quads);
  var pre = vec4f();
  var post = vec4f();
  var used = vec2u();
  var seen = vec4u();
  var all_plain = true;
  for (var row = lane; row < end; row += LANES) {
    let at = row * quads + quad;
    let before = h[at];
    let after = a[at];
    let pre_sample = samples[row];
    let post_sample = samples[task.batch + row];
    pre += plain_direction(before, pre_sample);
    post += plain_direction(after, post_sample);
    all_plain &= is_plain(pre_sample) & is_plain(post_sample);
    used += select(vec2u(0u), vec2u(1u), vec2f(pre_sample.scale, post_sample.scale) != vec2f(0.0));
    var value = after;
    if (AGAIN && task.again != 0u) { value = activated4(before, task.slope, task.up, task.down); }
    seen |= value;
  }
  // Not entered where all are plain.
  for (var row = select(lane, end, all_plain); row < end; row += LANES) {
    let at = row * quads + quad;
    for (var side = 0u; side < 2u; side++) {
      let sum = other_direction(select(h[at], a[at], side == 1u), samples[side * task.batch + row]);
      if (side == 0u) { pre += sum; } else { post += sum; }
    }
  }
  let counts = in_row(quad, task.units);
  const none = vec4u(0u);
  let alive = select(none, vec4u(1u, 2u, 4u, 8u), (seen & vec4u(0x7fffffffu)) != none);
  let mask = union_of_lanes(alive.x | alive.y | alive.z | alive.w, thread);
  let dead = select(none, vec4u(1u), ((vec4u(mask) & vec4u(1u, 2u, 4u, 8u)) == none) & counts);
  let sums = sums_of_lanes(mat2x4f(pre, post), thread);
  let pre_sum = select(vec4f(0.0), sums[0], counts);
  let post_sum = select(vec4f(0.0), sums[1], counts);
  var term = Term();
  if (lane == 0u && quad < quads) {
    let units = dot(vec4f(dead), vec4f(1.0));
    term = Term(vec3f(dot(pre_sum, pre_sum), 0.0, 0.0), vec3f(dot(post_sum, post_sum), units, 0.0));
  }
  // Every sample once.
  if (quad == 0u) {
    term[0].z = f32(used.x);
    term[1].z = f32(used.y);
  }
  let all = sum_of_all(term, thread);
  if (thread > 0u) { return; }
  tell(task.place, all[0], group.x, groups.x);
  tell(task.place + 1u, all[1], group.x, groups.x);
}

fn tell(place: u32, all: vec3f, group: u32, groups: u32) {
  let words = place * HEALTH_WORDS;
  health[words + LENGTHS + group] = bitcast<u32>(all.x);
  health[words + DEAD + group] = u32(all.y);
  if (group == 0u) {
    health[words + SAMPLES] = u32(all.z);
    health[words + GROUPS] = groups;
  }
}
