// φ of four numbers by their bits. Needs limits.wgsl and the activation's `fn phi`.

// NaN stays NaN, as in PyTorch; φ at inf and −inf is told.
fn activated(bits: u32, slope: f32, up: f32, down: f32) -> u32 {
  let finite = phi(bitcast<f32>(bits), slope);
  return select(limited(bits, finite, up, down), bits, is_nan(bits));
}

fn activated4(bits: vec4u, slope: f32, up: f32, down: f32) -> vec4u {
  return vec4u(
    activated(bits.x, slope, up, down), activated(bits.y, slope, up, down),
    activated(bits.z, slope, up, down), activated(bits.w, slope, up, down),
  );
}
