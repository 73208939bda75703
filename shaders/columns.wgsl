// What is told of a layer unit by unit, of h by the first half of the workgroups and of a by the second: the
// squared length of the sum of all samples, each centred and scaled to length 1, from which and their number
// follows the mean correlation of two; and, of a, units that are 0 for the whole batch. LANES threads a quad
// of units. The engine adds `fn phi` from the activation's row in the table, and `const AGAIN`: whether a run
// may need it again. Needs float_bits.wgsl,
// activated.wgsl, padding.wgsl, sample.wgsl, health.wgsl, workgroup_sum.wgsl, and lanes.wgsl or one_lane.wgsl.

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
// Of a workgroup: squared length, dead units, samples that have a direction.
alias Term = vec3f;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(num_workgroups) groups: vec3u,
) {
  let post = group.y == 1u;
  let quads = task.stride / 4u;
  let quad = group.x * QUADS + thread % QUADS;
  let lane = lane_of(thread);
  // Threads past the last quad go along, for the barriers, and have nothing to read.
  let end = select(0u, task.batch, quad < quads);
  var sum = vec4f();
  var used = 0u;
  var seen = vec4u();
  for (var row = lane; row < end; row += LANES) {
    let at = row * quads + quad;
    var bits: vec4u;
    if (post) { bits = a[at]; } else { bits = h[at]; }
    let sample = samples[group.y * task.batch + row];
    if (sample.scale != 0.0) {
      used++;
      sum += ((divided4(bits, sample.exponent) - sample.shift) - sample.mean) * sample.scale;
    }
    if (AGAIN && post && task.again != 0u) {
      bits = activated4(h[at], task.slope, task.up, task.down);
    }
    seen |= bits;
  }
  let counts = in_row(quad, task.units);
  const none = vec4u(0u);
  let alive = select(none, vec4u(1u, 2u, 4u, 8u), (seen & vec4u(0x7fffffffu)) != none);
  let mask = union_of_lanes(alive.x | alive.y | alive.z | alive.w, thread);
  let whole = select(vec4f(0.0), sum_of_lanes(sum, thread), counts);
  let dead = select(none, vec4u(1u), ((vec4u(mask) & vec4u(1u, 2u, 4u, 8u)) == none) & counts);
  var term = Term();
  if (lane == 0u && quad < quads) {
    term = Term(dot(whole, whole), f32(dead.x + dead.y + dead.z + dead.w), 0.0);
  }
  // Every sample once.
  if (quad == 0u) { term.z = f32(used); }
  let all = sum_of_all(term, thread);
  if (thread > 0u) { return; }
  let words = (task.place + group.y) * HEALTH_WORDS;
  health[words + LENGTHS + group.x] = bitcast<u32>(all.x);
  health[words + DEAD + group.x] = u32(all.y);
  if (group.x == 0u) {
    health[words + SAMPLES] = u32(all.z);
    health[words + GROUPS] = groups.x;
  }
}
