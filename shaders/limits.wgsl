// WGSL's instructions may assume that infinities do not occur, so what a function is there is told.
// Needs float_bits.wgsl.

// Bits of a function's value at x (of these bits): `finite`, or its limit if x is inf or −inf.
fn limited(bits: u32, finite: f32, up: f32, down: f32) -> u32 {
  let infinite = (bits & 0x7fffffffu) == INFINITY_BITS;
  let limit = select(bitcast<u32>(up), bitcast<u32>(down), bitcast<i32>(bits) < 0);
  return select(bitcast<u32>(finite), limit, infinite);
}
