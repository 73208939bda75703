// For each sample what centres and scales it to length 1, over its units: values are divided by a power
// of two first, so that nothing overflows. One thread a sample, which needs no barrier: the passes over
// a row are short, and barriers are dear on software adapters. Needs float_bits.wgsl, padding.wgsl and
// sample.wgsl.

struct CorrelationRows { units: u32, stride: u32, batch: u32 }

@group(0) @binding(0) var<uniform> task: CorrelationRows;
@group(0) @binding(1) var<storage, read> values: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> samples: array<Sample>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= task.batch) { return; }
  let begin = id.x * task.stride / 4u;
  let end = begin + task.stride / 4u;

  // The largest magnitude, which is inf or NaN if any is. Padding is 0.
  var largest = vec4u();
  for (var i = begin; i < end; i++) { largest = max(largest, values[i] & vec4u(0x7fffffffu)); }
  let top = max(max(largest.x, largest.y), max(largest.z, largest.w));
  let broken = top >= INFINITY_BITS;
  let unit = select(exponent_of(top), 0, broken || abs(exponent_of(top)) <= 30);

  // About the sample's first value, which is near enough to the mean for squares not to cancel.
  let shift = divided(values[begin].x, unit);
  var sum = vec4f();
  var squares = vec4f();
  for (var i = begin; i < end; i++) {
    let deviation = select(vec4f(0.0), divided4(values[i], unit) - shift,
      in_row(i - begin, task.units));
    sum += deviation;
    squares += deviation * deviation;
  }
  let total = dot(sum, vec4f(1.0));
  let mean = total / f32(task.units);
  let square = dot(squares, vec4f(1.0)) - total * total / f32(task.units);
  // Without spread there is no direction. Identical values deviate from the first by exactly 0.
  let flat = broken || square <= 0.0;
  samples[id.x] = Sample(
    unit, select(shift, 0.0, broken), select(mean, 0.0, broken), select(inverseSqrt(square), 0.0, flat),
  );
}
