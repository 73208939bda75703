// Sums and unions over LANES threads that share a row or a column, STRIDE threads apart; THREADS in all.
// The kernel defines the three. Call each at most once, in uniform control flow; all lanes get the result.

var<workgroup> lane_words: array<u32, THREADS>;
var<workgroup> lane_terms: array<mat2x4f, THREADS>;

fn lane_of(thread: u32) -> u32 { return thread / STRIDE % LANES; }

fn union_of_lanes(word: u32, thread: u32) -> u32 {
  let lane = lane_of(thread);
  lane_words[thread] = word;
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (lane < half) { lane_words[thread] |= lane_words[thread + half * STRIDE]; }
    workgroupBarrier();
  }
  return lane_words[thread - lane * STRIDE];
}

fn sums_of_lanes(term: mat2x4f, thread: u32) -> mat2x4f {
  let lane = lane_of(thread);
  lane_terms[thread] = term;
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (lane < half) { lane_terms[thread] += lane_terms[thread + half * STRIDE]; }
    workgroupBarrier();
  }
  return lane_terms[thread - lane * STRIDE];
}
