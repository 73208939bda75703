// Layer and RMS normalisation of pre-activations in place: every row by itself, over its units, without
// learned scale. One workgroup a row. Needs float_bits.wgsl,
// formats.wgsl and workgroup_sum.wgsl.

struct NormRows {
  units: u32,
  stride: u32,
  epsilon: f32,
  // Whether the mean is taken away: layer normalisation does, RMS does not.
  center: u32,
  // Where the rows' factors are kept for the backward pass.
  first_scale: u32,
  format: u32,
}

@group(0) @binding(0) var<uniform> norm: NormRows;
@group(0) @binding(1) var<storage, read_write> h: array<f32>;
@group(0) @binding(2) var<storage, read_write> scales: array<f32>;

const THREADS = 64u;
alias Term = f32;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let begin = group.x * norm.stride;
  // Sums are taken about the row's first value: they are then as exact as the spread is small, and
  // exactly 0 for identical values.
  let centred = norm.center == 1u;
  let shift = select(0.0, h[begin], centred);
  var sum = 0.0;
  for (var i = thread; i < norm.units; i += THREADS) { sum += h[begin + i] - shift; }
  let mean = select(0.0, sum_of_all(sum, thread) / f32(norm.units), centred);

  var squares = 0.0;
  for (var i = thread; i < norm.units; i += THREADS) {
    let deviation = (h[begin + i] - shift) - mean;
    squares += deviation * deviation;
  }
  let scale = inverseSqrt(sum_of_all(squares, thread) / f32(norm.units) + norm.epsilon);
  for (var i = thread; i < norm.units; i += THREADS) {
    h[begin + i] = rounded(((h[begin + i] - shift) - mean) * scale, norm.format);
  }
  if (thread == 0u) { scales[norm.first_scale + group.x] = scale; }
}
