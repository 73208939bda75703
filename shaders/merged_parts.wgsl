// A layer's moments from its parts. Needs float_bits.wgsl, part.wgsl, tally.wgsl and a binding
// `parts: array<Part>`.

fn merged_parts(first: u32, count: u32) -> Moments {
  var all = NO_MOMENTS;
  for (var i = first; i < first + count; i++) {
    let part = parts[i];
    all = merged(all, Moments(
      f32(part.finite), part.exponent, part.shift, part.mean, part.m2, part.m3, part.m4,
    ));
  }
  return all;
}
