// Counts units whose activation is 0 for the whole batch, and activations whose slope is nearly 0. One
// thread a unit. The engine adds `fn phi` and `fn phi_slope` from the activation's row in the table.
// Needs float_bits.wgsl, limits.wgsl and health.wgsl.

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

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= task.units) { return; }
  var dead = true;
  var saturated = 0u;
  for (var row = 0u; row < task.batch; row++) {
    let bits = h[row * task.stride + id.x];
    let x = bitcast<f32>(bits);
    let value = limited(bits, phi(x, task.slope), task.up, task.down);
    let slope = limited(bits, phi_slope(x, task.slope), task.slope_up, task.slope_down);
    dead &= !is_nan(bits) && is_zero(select(value, bits, task.raw != 0u));
    let flat = abs(bitcast<f32>(slope)) < task.flat;
    saturated += select(0u, 1u, flat && !is_nan(bits) && !is_nan(slope));
  }
  if (dead) { atomicAdd(&health[task.place * HEALTH_WORDS + DEAD], 1u); }
  atomicAdd(&health[task.place * HEALTH_WORDS + SATURATED], saturated);
}
