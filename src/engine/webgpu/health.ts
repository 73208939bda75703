import type { Words } from './codec';

/** Words of a measurement's health, as shaders/health.wgsl places them. */
const [SAMPLES, GROUPS, LENGTHS, DEAD] = [0, 1, 2, 66];

export interface HealthWords {
  /** Mean correlation of two samples; NaN where no two have a spread. */
  readonly correlation: number;
  /** Units that are 0 for the whole batch. */
  readonly dead: number;
}

/** Reads the health that begins at a word, of activations: others have none. */
export function readHealth({ u32, f32 }: Words, at: number): HealthWords {
  const [samples, groups] = [u32[at + SAMPLES]!, u32[at + GROUPS]!];
  let [length, dead] = [0, 0];
  for (let group = 0; group < groups; group++) {
    length += f32[at + LENGTHS + group]!;
    dead += u32[at + DEAD + group]!;
  }
  return {
    // The squared length of a sum of unit vectors is their number plus every pair's product twice.
    correlation: samples < 2 ? Number.NaN : (length - samples) / (samples * (samples - 1)),
    dead,
  };
}
