// What counts_shared.wgsl does, where a part has one thread: without atomics and barriers, which are dear on
// software adapters.

// One more for what is nowhere: counting it costs less than a condition.
var<private> counts: array<u32, NEAR + 1u>;

fn count(place: u32) { counts[place]++; }
fn counted_at(place: u32) -> u32 { return counts[place]; }
fn all_have_counted() {}
