// Where a layer's histogram is among all, as src/model/histogram.ts says.

// From 2^−149 to 2^128, eight bins to an octave, of either sign.
const PER_OCTAVE = 8u;
const LEAST_OCTAVE = -149;
const LOG_SIDE = 277u * PER_OCTAVE;
const ZERO_WORD = LOG_SIDE;
// Of a slot; below, the equal bins of a linear range and above take fewer of them.
const SLOT_WORDS = 2u * LOG_SIDE + 1u;
