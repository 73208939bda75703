// Keys of four neighbouring columns of a row, by which a sparse matrix' zeros are chosen. The row in
// their last bits makes a column's keys all different. Needs philox.wgsl.

fn sparse_keys(quad: u32, row: u32, layer: u32, key: vec2u) -> vec4u {
  return (philox(vec4u(quad, row, layer, 0u), key) & vec4u(0xfffff800u)) | vec4u(row);
}
