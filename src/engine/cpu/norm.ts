/**
 * Normalisation of pre-activations, without learned scale, as PyTorch's layer_norm, batch_norm (in
 * training) and rms_norm: biased variance, epsilon added to it. Means are taken, and subtracted, in
 * double precision: identical values deviate by exactly 0, and no spread drowns in its mean.
 */
import type { Experiment } from '../../model/experiment';
import type { NormKind } from '../../model/kinds';
import { numberFormats } from '../../model/number-format';

interface Norm {
  /** Whether a group is one sample's units, or one unit's samples. */
  readonly over: 'units' | 'batch';
  /** Whether the mean is subtracted. */
  readonly centred: boolean;
}

const norms: Record<NormKind, Norm | undefined> = {
  none: undefined,
  layer: { over: 'units', centred: true },
  batch: { over: 'batch', centred: true },
  rms: { over: 'units', centred: false },
};

/** Elements that are normalised together: `size` of them from `start`, `step` apart. */
interface Group {
  readonly start: number;
  readonly step: number;
  readonly size: number;
}

function groupsOf({ over }: Norm, batch: number, units: number): Group[] {
  return over === 'units'
    ? Array.from({ length: batch }, (_, s) => ({ start: s * units, step: 1, size: units }))
    : Array.from({ length: units }, (_, i) => ({ start: i, step: units, size: batch }));
}

/** Mean of `term(i)` over a group's elements i. */
function meanOver({ start, step, size }: Group, term: (i: number) => number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += term(start + j * step);
  return sum / size;
}

type Settings = Pick<Experiment, 'norm' | 'epsilon' | 'batch' | 'format'>;

const f = Math.fround;

/** Normalises `u`, [batch, units], in place; returns 1/√(variance + ε) of each group. */
export function normalise(settings: Settings, u: Float32Array): Float32Array {
  const { batch, epsilon, format } = settings;
  const norm = norms[settings.norm];
  if (!norm) return new Float32Array();
  const { round } = numberFormats[format];
  return Float32Array.from(groupsOf(norm, batch, u.length / batch), (group) => {
    const mean = norm.centred ? meanOver(group, (i) => u[i]!) : 0;
    const rstd = f(1 / Math.sqrt(meanOver(group, (i) => (u[i]! - mean) ** 2) + epsilon));
    const { start, step, size } = group;
    for (let i = start; i < start + size * step; i += step) u[i] = round(f(f(u[i]! - mean) * rstd));
    return rstd;
  });
}

/**
 * The gradient with respect to what was normalised, from the one with respect to the result h:
 * rstd · (dh − mean(dh) − h · mean(dh · h)), means over the group; where the norm does not centre,
 * without mean(dh). Where it does, mean(h) is 0 but for rounding: dh · h is then taken about the first
 * dh, so that gradients far from 0 do not multiply that.
 */
export function normGradient(
  settings: Settings,
  gradient: Float32Array,
  h: Float32Array,
  rstd: Float32Array,
): Float32Array {
  const { batch, format } = settings;
  const norm = norms[settings.norm];
  if (!norm) return gradient;
  const { round } = numberFormats[format];
  const out = new Float32Array(gradient.length);
  for (const [g, group] of groupsOf(norm, batch, h.length / batch).entries()) {
    const mean = norm.centred ? meanOver(group, (i) => gradient[i]!) : 0;
    const { start, step, size } = group;
    const shift = norm.centred ? gradient[start]! : 0;
    const along = meanOver(group, (i) => (gradient[i]! - shift) * h[i]!);
    for (let i = start; i < start + size * step; i += step)
      out[i] = round(f(rstd[g]! * (gradient[i]! - mean - h[i]! * along)));
  }
  return out;
}
