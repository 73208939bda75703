/**
 * What both engines agree on about random draws. The element in `row` and `column` of a layer's
 * weights (or of the input, layer 0) is word `column % 4` of
 * Philox(counter = [column / 4, row, layer, 0], key = [seed, stream]).
 */
export const STREAMS = { input: 0, weights: 1 } as const;

/** Numbers for distributions, as the drawing kernel's switch reads them. */
export const DISTRIBUTION_CODES = { normal: 0, uniform: 1 } as const;
