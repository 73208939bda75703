// What LANES threads that share a part have told, as one: each gets all of it. The kernel defines LANES,
// STRIDE and THREADS, as for lanes.wgsl, which this needs, with tally.wgsl. Call in uniform control flow.

var<workgroup> lane_moments: array<Moments, THREADS>;
var<workgroup> lane_tallies: array<Tally, THREADS>;

fn moments_of_lanes(own: Moments, thread: u32) -> Moments {
  let lane = lane_of(thread);
  // What the last call left there has been read.
  workgroupBarrier();
  lane_moments[thread] = own;
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      lane_moments[thread] = merged(lane_moments[thread], lane_moments[thread + half * STRIDE]);
    }
    workgroupBarrier();
  }
  return lane_moments[thread - lane * STRIDE];
}

fn tally_of_lanes(own: Tally, thread: u32) -> Tally {
  let lane = lane_of(thread);
  workgroupBarrier();
  lane_tallies[thread] = own;
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      lane_tallies[thread] = both(lane_tallies[thread], lane_tallies[thread + half * STRIDE]);
    }
    workgroupBarrier();
  }
  return lane_tallies[thread - lane * STRIDE];
}
