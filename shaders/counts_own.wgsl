// What counts_shared.wgsl does, where a part has one thread: without atomics and barriers, which are dear on
// software adapters.

var<private> counts: array<u32, NEAR>;

fn count(place: u32) { counts[place]++; }
fn counted_at(place: u32) -> u32 { return counts[place]; }
fn all_have_counted() {}
