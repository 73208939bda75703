// Squared length of the sum of all samples, each centred and scaled to length 1: from it and their number
// follows the mean correlation of two. LANES threads a quad of units; a workgroup's share is one word of
// the layer's health. Needs float_bits.wgsl, padding.wgsl, sample.wgsl, health.wgsl, workgroup_sum.wgsl,
// and lanes.wgsl or one_lane.wgsl.

struct CorrelationColumns { units: u32, stride: u32, batch: u32, place: u32 }

@group(0) @binding(0) var<uniform> task: CorrelationColumns;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read> samples: array<Sample>;
@group(0) @binding(3) var<storage, read_write> health: array<atomic<u32>>;

const QUADS = THREADS / LANES;
const STRIDE = QUADS;
alias Term = f32;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let quads = task.stride / 4u;
  let quad = group.x * QUADS + thread % QUADS;
  let lane = lane_of(thread);
  var sum = vec4f();
  var used = 0u;
  if (quad < quads) {
    for (var row = lane; row < task.batch; row += LANES) {
      let sample = samples[row];
      if (sample.scale == 0.0) { continue; }
      used++;
      let value = divided4(values[row * quads + quad], sample.exponent);
      sum += ((value - sample.shift) - sample.mean) * sample.scale;
    }
    sum = select(vec4f(0.0), sum, in_row(quad, task.units));
  }
  let whole = sum_of_lanes(sum, thread);
  let length = sum_of_all(select(0.0, dot(whole, whole), lane == 0u), thread);
  let words = task.place * HEALTH_WORDS;
  if (thread == 0u) { atomicStore(&health[words + LENGTHS + group.x], bitcast<u32>(length)); }
  // Every sample once.
  if (quad == 0u && used > 0u) { atomicAdd(&health[words + SAMPLES], used); }
}
