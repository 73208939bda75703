// One thread's share of clearing so many histograms. Needs slots.wgsl and a binding `histograms: array<u32>`.

fn clear_slots(first: u32, count: u32, thread: u32, threads: u32) {
  let end = (first + count) * SLOT_WORDS;
  for (var i = first * SLOT_WORDS + thread; i < end; i += threads) { histograms[i] = 0u; }
}
