import type { Height } from '../model/view';
import { seenTogether } from './framing';
import { SPIKE_HEIGHT, type Stack, WALL_HEIGHT } from './layout';
import type { SceneState } from './state';

/** How counts become heights: what the shader is told, and people. */
export interface HeightScale {
  /** What a count is multiplied with to be a share; 0 for the layer's own 1 / elements. */
  readonly perValue: number;
  /** Units for a count of e − 1 on a logarithmic scale; 0 for a linear one. */
  readonly logUnit: number;
}

interface HeightRow {
  /** The scale where the largest layer has `most` elements. */
  readonly scale: (most: number) => HeightScale;
  readonly note: string;
}

export const heightRows: Record<Height, HeightRow> = {
  density: {
    scale: () => ({ perValue: 0, logUnit: 0 }),
    note: 'fraction of values, log above normal peak',
  },
  // Layers as large as the largest stand as they do by density.
  count: {
    scale: (most) => ({ perValue: 1 / most, logUnit: 0 }),
    note: 'number of values, log above normal peak',
  },
  // All of the largest layer in one bin is as high as a wall that holds all of it.
  logCount: {
    scale: (most) => ({ perValue: 0, logUnit: WALL_HEIGHT / Math.log1p(most) }),
    note: 'log₁₀(1 + number of values)',
  },
};

/** The scale of what is shown. */
export function heightScaleOf(state: SceneState): HeightScale {
  const sizes = seenTogether(state).map(({ count }) => count);
  return heightRows[state.height].scale(Math.max(1, ...sizes));
}

/** Height in units of a column with `count` of its layer's `elements`: what `barTop` computes. */
export function unitsOf(
  { perValue, logUnit }: HeightScale,
  stack: Stack,
  { count, elements, plain }: { count: number; elements: number; plain: boolean },
): number {
  if (logUnit > 0) return logUnit * Math.log1p(count);
  const share = count * (perValue || 1 / elements);
  if (!plain) return WALL_HEIGHT * share;
  const ratio = share / stack.peakShare;
  return ratio <= 1 ? ratio : 1 + SPIKE_HEIGHT * Math.log10(ratio);
}
