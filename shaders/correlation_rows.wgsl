// For each sample what centres and scales it to length 1, over its units: values are divided by a power
// of two first, so that nothing overflows. LANES threads a sample. Needs float_bits.wgsl, padding.wgsl,
// sample.wgsl, and lanes.wgsl or one_lane.wgsl.

struct CorrelationRows { units: u32, stride: u32, batch: u32 }

@group(0) @binding(0) var<uniform> task: CorrelationRows;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> samples: array<Sample>;

const STRIDE = 1u;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * (THREADS / LANES) + thread / LANES;
  let lane = lane_of(thread);
  let quads = task.stride / 4u;
  // Threads past the last sample go along, for the barriers, and have nothing to read.
  let begin = min(row, task.batch - 1u) * quads;
  let end = select(begin, begin + quads, row < task.batch);

  // The largest magnitude, which is inf or NaN if any is. Padding is 0.
  var largest = vec4u();
  for (var i = begin + lane; i < end; i += LANES) {
    largest = max(largest, values[i] & vec4u(0x7fffffffu));
  }
  let top = largest_of_lanes(max(max(largest.x, largest.y), max(largest.z, largest.w)), thread);
  let broken = top >= INFINITY_BITS;
  let unit = select(exponent_of(top), 0, broken || abs(exponent_of(top)) <= 30);

  // About the sample's first value, which is near enough to the mean for squares not to cancel.
  let shift = divided(values[begin].x, unit);
  var sum = vec4f();
  var squares = vec4f();
  for (var i = begin + lane; i < end; i += LANES) {
    let deviation = select(vec4f(0.0), divided4(values[i], unit) - shift,
      in_row(i - begin, task.units));
    sum += deviation;
    squares += deviation * deviation;
  }
  const ones = vec4f(1.0);
  let sums = sum_of_lanes(vec4f(dot(sum, ones), dot(squares, ones), 0.0, 0.0), thread);
  if (lane > 0u || row >= task.batch) { return; }
  let mean = sums.x / f32(task.units);
  let square = sums.y - sums.x * sums.x / f32(task.units);
  // Without spread there is no direction. Identical values deviate from the first by exactly 0.
  let flat = broken || square <= 0.0;
  samples[row] = Sample(
    unit, select(shift, 0.0, broken), select(mean, 0.0, broken), select(inverseSqrt(square), 0.0, flat),
  );
}
