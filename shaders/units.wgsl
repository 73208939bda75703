// Counts units whose activation is 0 for the whole batch, and activations whose slope is nearly 0. LANES
// threads a unit. The engine adds `fn phi` and `fn phi_slope` from the activation's row in the table.
// Needs float_bits.wgsl, limits.wgsl, health.wgsl, and lanes.wgsl or one_lane.wgsl.

struct Units {
  units: u32,
  stride: u32,
  batch: u32,
  slope: f32,
  // Below it, |φ′| counts as saturated.
  flat: f32,
  // The values are the input, which went through no φ.
  raw: u32,
  place: u32,
  // φ and φ′ at inf and −inf.
  up: f32,
  down: f32,
  slope_up: f32,
  slope_down: f32,
}

@group(0) @binding(0) var<uniform> task: Units;
@group(0) @binding(1) var<storage, read> h: array<u32>;
@group(0) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const UNITS = THREADS / LANES;
const STRIDE = UNITS;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let unit = group.x * UNITS + thread % UNITS;
  let lane = lane_of(thread);
  // Threads past the last unit go along, for the barriers, and have nothing to read.
  let end = select(0u, task.batch, unit < task.units);
  var alive = false;
  var saturated = 0u;
  for (var row = lane; row < end; row += LANES) {
    let bits = h[row * task.stride + unit];
    let x = bitcast<f32>(bits);
    let value = limited(bits, phi(x, task.slope), task.up, task.down);
    let slope = limited(bits, phi_slope(x, task.slope), task.slope_up, task.slope_down);
    alive |= is_nan(bits) || !is_zero(select(value, bits, task.raw != 0u));
    let flat = abs(bitcast<f32>(slope)) < task.flat;
    saturated += select(0u, 1u, flat && !is_nan(bits) && !is_nan(slope));
  }
  let any_alive = largest_of_lanes(select(0u, 1u, alive), thread);
  // Fewer than 2²⁴: floats count them exactly.
  let all_saturated = sum_of_lanes(vec4f(f32(saturated), 0.0, 0.0, 0.0), thread).x;
  if (lane > 0u || unit >= task.units) { return; }
  if (any_alive == 0u) { atomicAdd(&health[task.place * HEALTH_WORDS + DEAD], 1u); }
  atomicAdd(&health[task.place * HEALTH_WORDS + SATURATED], u32(all_saturated));
}
