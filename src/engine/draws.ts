/**
 * What both engines agree on about random draws. The element in `row` and `column` of a layer's
 * weights (or of the input, layer 0) is made of word `column % 4` of
 * Philox(counter = [column / 4, row, layer, 0], key = [seed, stream]).
 *
 * - Biases are row 0 of their own stream; the cotangent at the output is drawn like an input.
 * - Correlated samples are √c times row SHARED_ROW plus √(1 − c) times their own row.
 * - A sparse matrix' column k loses its `zerosPerColumn` smallest keys, where the key of an element
 *   is its word of the stream `keys` with the last KEY_ROW_BITS bits replaced by the row.
 * - An orthogonal matrix of n = max(fan_in, fan_out) rows and m = min(fan_in, fan_out) columns is
 *   Q = H₀ H₁ … H_{m−1} E diag(s): the reflection H_k = 1 − 2 v vᵀ / vᵀv has v = x + sign(x_k) ‖x‖ e_k,
 *   where x holds the normal draws of row k of the stream `weights` in columns k … n − 1 (0 before),
 *   E is the identity's first m columns and s_k = −sign(x_k). W is Q, or Qᵀ where fan_out < fan_in.
 *   This is the Q of a normal matrix' QR with a positive diagonal, so Haar-distributed (Stewart 1980,
 *   Mezzadri 2007), without having to eliminate anything.
 */
export const STREAMS = { input: 0, weights: 1, bias: 2, keys: 3, cotangent: 4 } as const;

export const SHARED_ROW = 0xffffffff;

/** Enough for MAX_WIDTH rows. */
export const KEY_ROW_BITS = 11;
