// Counts of a part, whose threads are all of a workgroup's: in its memory. Needs NEAR.

var<workgroup> counts: array<atomic<u32>, NEAR>;

fn count(place: u32) { if (place < NEAR) { atomicAdd(&counts[place], 1u); } }
fn counted_at(place: u32) -> u32 { return atomicLoad(&counts[place]); }
// Call in uniform control flow, when all have counted.
fn all_have_counted() { workgroupBarrier(); }
