// What tally_lanes.wgsl does, where a part has one thread.

fn moments_of_lanes(own: Moments, thread: u32) -> Moments { return own; }
fn tally_of_lanes(own: Tally, thread: u32) -> Tally { return own; }
