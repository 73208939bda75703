// Layers are stored in rows of a multiple of four elements; kernels walk them by quads.

// Which of the four elements from 4·i on count: those that fill up a row do not. The remainder is
// dear, and most layers have no padding.
fn counted(i: u32, stride: u32, units: u32) -> vec4<bool> {
  if (stride == units) { return vec4<bool>(true); }
  return (4u * i) % stride + vec4u(0u, 1u, 2u, 3u) < vec4u(units);
}
