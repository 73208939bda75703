/** The values of a slider. */

/** From low to high in equal steps, without the rounding of adding them up. */
export const linearSteps = (low: number, high: number, step: number): number[] =>
  Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) =>
    Number((low + i * step).toPrecision(12)),
  );

/**
 * Whole numbers from low to high, about `perDecade` to a decade: every one at the low end, where
 * equal ratios lie closer than 1. `also` are the numbers that people will look for.
 */
export function logSteps(low: number, high: number, perDecade: number, also: number[] = []) {
  const count = Math.ceil(perDecade * Math.log10(high / low));
  const steps = Array.from({ length: count + 1 }, (_, i) =>
    Math.round(low * (high / low) ** (i / count)),
  );
  return [...new Set([...steps, ...also])].sort((a, b) => a - b);
}
