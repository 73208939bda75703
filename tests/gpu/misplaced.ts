/** Largest difference of two histograms' running sums: elements on the wrong side of an edge. */
export function misplaced(a: Uint32Array, b: Uint32Array): number {
  let [running, largest] = [0, 0];
  a.forEach((count, i) => {
    running += count - b[i]!;
    largest = Math.max(largest, Math.abs(running));
  });
  return largest;
}
