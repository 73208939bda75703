import type { Words } from './codec';

/** Words of a measurement's health, as shaders/health.wgsl places them. */
export const HEALTH_WORDS = 72;
const [SAMPLES, DEAD, SATURATED, LENGTHS] = [0, 1, 2, 4];

export interface HealthWords {
  /** Mean correlation of two samples; NaN where no two have a spread. */
  readonly correlation: number;
  /** Units that are 0 for the whole batch. */
  readonly dead: number;
  /** Activations whose slope is nearly 0. */
  readonly saturated: number;
}

/** Reads the health that begins at a word. What was not measured is 0 or NaN. */
export function readHealth({ u32, f32 }: Words, at: number): HealthWords {
  const samples = u32[at + SAMPLES]!;
  const lengths = f32.subarray(at + LENGTHS, at + HEALTH_WORDS);
  const length = lengths.reduce((a, b) => a + b, 0);
  return {
    // The squared length of a sum of unit vectors is their number plus every pair's product twice.
    correlation: samples < 2 ? Number.NaN : (length - samples) / (samples * (samples - 1)),
    dead: u32[at + DEAD]!,
    saturated: u32[at + SATURATED]!,
  };
}
