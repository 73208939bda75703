// Moments of a part of a matrix for each workgroup, in three sweeps: largest exponent and counts;
// mean; powers of the deviations. Values are divided by the part's largest power of two first, so that
// nothing overflows. The parts are merged in double precision outside. Needs
// float_bits.wgsl, padding.wgsl, part.wgsl and workgroup_sum.wgsl.

struct MomentsTask {
  elements: u32,
  // Which of them count, as padding.wgsl says.
  period: u32,
  full: u32,
  rest: u32,
  elements_per_part: u32,
  first_part: u32,
}

@group(0) @binding(0) var<uniform> task: MomentsTask;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> parts: array<Part>;

alias Term = vec3f;

var<workgroup> magnitude: atomic<u32>;
var<workgroup> count: atomic<u32>;
var<workgroup> zeros: atomic<u32>;
var<workgroup> infinities: atomic<u32>;
var<workgroup> nans: atomic<u32>;
var<workgroup> min_key: atomic<u32>;
var<workgroup> max_key: atomic<u32>;

fn total(v: vec4u) -> u32 { return v.x + v.y + v.z + v.w; }
fn largest(v: vec4u) -> u32 { return max(max(v.x, v.y), max(v.z, v.w)); }

// Within ±2^15, fourth powers neither overflow nor vanish: there is nothing to divide by.
fn unit_of(exponent: i32) -> i32 { return select(exponent, 0, abs(exponent) <= 15); }

fn counted_finite(i: u32, bits: vec4u) -> vec4<bool> {
  return counted(i, task.period, task.full, task.rest) & are_finite(bits);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  // In quads of elements; a part is a whole number of them.
  let begin = group.x * (task.elements_per_part / 4u) + thread;
  let end = min((group.x + 1u) * task.elements_per_part, task.elements) / 4u;

  if (thread == 0u) { atomicStore(&min_key, 0xffffffffu); }
  workgroupBarrier();

  var my_count = vec4u();
  var my_magnitude = vec4u();
  var my_zeros = vec4u();
  var my_infinities = vec4u();
  var my_nans = vec4u();
  var my_min = vec4u(0xffffffffu);
  var my_max = vec4u();
  const none = vec4u(0u);
  const one = vec4u(1u);
  for (var i = begin; i < end; i += THREADS) {
    let bits = values[i];
    let counts = counted(i, task.period, task.full, task.rest);
    let magnitude = select(none, bits & vec4u(0x7fffffffu), counts);
    let finite = (magnitude < vec4u(INFINITY_BITS)) & counts;
    my_count += select(none, one, counts);
    my_nans += select(none, one, magnitude > vec4u(INFINITY_BITS));
    my_infinities += select(none, one, magnitude == vec4u(INFINITY_BITS));
    my_zeros += select(none, one, (magnitude == none) & counts);
    my_magnitude = max(my_magnitude, select(none, magnitude, finite));
    let key = order_keys(bits);
    my_min = min(my_min, select(vec4u(0xffffffffu), key, finite));
    my_max = max(my_max, select(none, key, finite));
  }
  atomicMax(&magnitude, largest(my_magnitude));
  atomicAdd(&count, total(my_count));
  atomicAdd(&zeros, total(my_zeros));
  atomicAdd(&infinities, total(my_infinities));
  atomicAdd(&nans, total(my_nans));
  atomicMin(&min_key, ~largest(~my_min));
  atomicMax(&max_key, largest(my_max));
  workgroupBarrier();

  let unit = unit_of(exponent_of(atomicLoad(&magnitude)));
  let finite = atomicLoad(&count) - atomicLoad(&infinities) - atomicLoad(&nans);
  let n = f32(max(finite, 1u));
  // Sums are taken about a value that is nearer to the mean than zero, if there is one: they are then as
  // exact as the spread is small, and exactly 0 for identical values.
  let lowest = from_order_key(atomicLoad(&min_key));
  let highest = from_order_key(atomicLoad(&max_key));
  let ends = quotients(vec4u(lowest, highest, 0u, 0u), unit);
  let shift = select(0.0, clamp(0.0, ends.x, ends.y), finite > 0u);

  var sum = vec4f();
  for (var i = begin; i < end; i += THREADS) {
    let bits = values[i];
    sum += select(vec4f(0.0), divided4(bits, unit) - shift, counted_finite(i, bits));
  }
  let mean = sum_of_all(vec3f(dot(sum, vec4f(1.0)), 0.0, 0.0), thread).x / n;

  var squares = vec4f();
  var cubes = vec4f();
  var fourths = vec4f();
  for (var i = begin; i < end; i += THREADS) {
    let bits = values[i];
    let deviation =
      select(vec4f(0.0), (divided4(bits, unit) - shift) - mean, counted_finite(i, bits));
    let square = deviation * deviation;
    squares += square;
    cubes += square * deviation;
    fourths += square * square;
  }
  const ones = vec4f(1.0);
  let m = sum_of_all(vec3f(dot(squares, ones), dot(cubes, ones), dot(fourths, ones)), thread);

  if (thread == 0u) {
    parts[task.first_part + group.x] = Part(
      finite, unit, shift, mean, m.x, m.y, m.z,
      atomicLoad(&zeros), atomicLoad(&infinities), atomicLoad(&nans),
      atomicLoad(&min_key), atomicLoad(&max_key),
    );
  }
}
