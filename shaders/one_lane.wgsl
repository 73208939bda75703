// What lanes.wgsl does, where a row or a column has one thread: without workgroup memory and barriers,
// which are dear on software adapters.

fn lane_of(thread: u32) -> u32 { return 0u; }
fn union_of_lanes(word: u32, thread: u32) -> u32 { return word; }
fn sums_of_lanes(term: mat2x4f, thread: u32) -> mat2x4f { return term; }
