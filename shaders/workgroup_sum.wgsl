// Sums of Terms over a workgroup of THREADS threads, both of which the kernel defines. One thread adds up
// what all have put down: a tree would need a barrier a step, and on software adapters those cost more
// than the sum. Of many threads, some first add up a share each.

const SHARES = select(1u, 16u, THREADS > 64u);

var<workgroup> terms: array<Term, THREADS>;

// Call in uniform control flow; all threads get the sum.
fn sum_of_all(value: Term, thread: u32) -> Term {
  terms[thread] = value;
  workgroupBarrier();
  if (SHARES > 1u) {
    if (thread < SHARES) {
      for (var i = thread + SHARES; i < THREADS; i += SHARES) { terms[thread] += terms[i]; }
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    var sum = terms[0];
    for (var i = 1u; i < select(THREADS, SHARES, SHARES > 1u); i++) { sum += terms[i]; }
    terms[0] = sum;
  }
  return workgroupUniformLoad(&terms[0]);
}
