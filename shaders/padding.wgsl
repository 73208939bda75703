// Matrices are stored by quads of columns, the last of which may be filled up with what does not count. The engine adds
// `const PADDED`: whether any matrix of a run is, so that without padding nothing is left of this.

// Which of the four columns of a row's quad there are.
fn in_row(quad: u32, units: u32) -> vec4<bool> {
  if (!PADDED) { return vec4<bool>(true); }
  return 4u * quad + vec4u(0u, 1u, 2u, 3u) < vec4u(units);
}

// Which elements of the i-th quad in memory count: of `period` quads the first `full` count whole, and of
// the others `rest` elements each. The remainder is dear, and most layers have no padding.
fn counted(i: u32, period: u32, full: u32, rest: u32) -> vec4<bool> {
  if (!PADDED || full == period) { return vec4<bool>(true); }
  return vec4u(0u, 1u, 2u, 3u) < vec4u(select(4u, rest, i % period >= full));
}
