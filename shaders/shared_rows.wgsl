// What the products have in common whose lanes share 16 rows of a factor. The engine tells LANES.

const ROWS = 16u;

// Where the four rows begin that a lane loads, of so many quads each. At the edges the last row is read again
// instead of testing every load.
fn own_rows(first: u32, last: u32, lane: u32, quads: u32) -> vec4u {
  return min(first + lane % 4u + vec4u(0u, 4u, 8u, 12u), vec4u(last)) * quads;
}

// r · w, as four dot products: one adapter is half as fast again as with a matrix'.
fn dots(r: vec4f, w: mat4x4f) -> vec4f {
  return vec4f(dot(r, w[0]), dot(r, w[1]), dot(r, w[2]), dot(r, w[3]));
}
