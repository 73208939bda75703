import { describe, expect, it } from 'vitest';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import type { Quantity } from '../../src/model/histogram';
import { presetOf } from '../../src/model/presets';
import { Problem } from '../../src/model/problem';
import {
  CRITICAL,
  changeByTheory,
  criticality,
  criticalityInWords,
} from '../../src/model/theory/criticality';
import { predict } from '../../src/model/theory/theory';

function experiment(changes: object): Experiment {
  const made = experimentWith(defaultExperiment, { ...changes });
  if (made instanceof Problem) throw new RangeError(made.sentence);
  return made;
}
/** |a / b − 1|. */
const apart = (a: number, b: number) => (a === b ? 0 : Math.abs(a / b - 1));

describe('criticality', () => {
  const rows = [
    [{}, 784, Infinity, 'chaotic'],
    [{ scheme: 'lecun_normal' }, 1, 'any', 'critical'],
    [{ scheme: 'kaiming_normal', activation: 'relu' }, 1, 'any', 'critical'],
    [{ scheme: 'lecun_normal', activation: 'relu' }, 0.5, 0, 'ordered'],
    [{ scheme: 'lecun_normal', activation: 'tanh' }, 1, 0, 'critical'],
    [{ scheme: 'orthogonal', gain: 0.9, activation: 'tanh' }, 0.81, 0, 'ordered'],
    [{ scheme: 'kaiming_normal', activation: 'gelu' }, 0.5, 0, 'ordered'],
    [{ scheme: 'kaiming_normal', activation: 'relu', residual: true }, 2, Infinity, 'chaotic'],
    [{ scheme: 'lecun_normal', activation: 'tanh', residual: true }, 1, Infinity, 'critical'],
    [{ activation: 'identity', norm: 'layer', residual: true }, 1, 1, 'critical'],
    [{ scheme: 'zeros', activation: 'tanh' }, 0, 0, 'ordered'],
  ] as const;

  it.each(rows)('%o: χ = %s, variance %s, %s', (changes, chi, fixedPoint, phase) => {
    const found = criticality(experiment(changes))!;
    // A fixed point at 0 is looked at from a variance of 1e-8, one at Infinity of a branch from 1e300.
    expect(found.chi).toBeCloseTo(chi, 6);
    if (fixedPoint === 1) expect(found.fixedPoint).toBeCloseTo(1, 6);
    else expect(found.fixedPoint).toBe(fixedPoint);
    expect(found.phase).toBe(phase);
  });

  // After 200 layers the distance to an attracting fixed point is smaller than χ²⁰⁰ of the first.
  it.each([
    { scheme: 'lecun_normal', gain: 1.5, bias: 'normal', activation: 'tanh' },
    { scheme: 'lecun_normal', gain: 1.2, bias: 'constant', activation: 'sigmoid' },
    { scheme: 'orthogonal', gain: 1.3, activation: 'sin' },
    { scheme: 'xavier_normal', bias: 'normal', activation: 'relu', norm: 'rms' },
    { activation: 'softplus', norm: 'batch', bias: 'normal' },
  ])('%o settles where 200 layers come to', (changes) => {
    const e = experiment({ ...changes, depth: 200, batch: 2048 });
    const settled = predict(e).layers[200]!.pre.variance;
    expect(apart(criticality(e)!.fixedPoint as number, settled)).toBeLessThan(1e-6);
  });

  it('has no meaning where no layer is repeated, or no step is closed', () => {
    for (const changes of [
      { scheme: 'lsuv' },
      { scheme: 'eye' },
      { shape: 'linear', lastWidth: 10 },
      { norm: 'batch', batch: 4 },
    ])
      expect(criticality(experiment(changes))).toBeUndefined();
  });

  it('is told in a sentence', () => {
    const tell = (changes: object) => criticalityInWords(criticality(experiment(changes))!);
    expect(tell({})).toBe('χ = 784: chaotic; the variance grows without end');
    expect(tell({ scheme: 'lecun_normal' })).toBe(
      'χ = 1.00: critical; averaged over seeds, any variance stays as it is',
    );
    expect(tell({ scheme: 'lecun_normal', activation: 'relu' })).toBe(
      'χ = 0.500: ordered; the variance fades to 0',
    );
    expect(tell({ scheme: 'kaiming_normal', activation: 'tanh' })).toBe(
      'χ = 1.11: chaotic; the variance settles at 0.62',
    );
    expect(CRITICAL).toBe(0.005);
  });

  it('says what comes of it over the layers that there are', () => {
    const tell = (changes: object, shown: Quantity = 'post') => {
      const e = experiment(changes);
      return criticalityInWords(criticality(e)!, changeByTheory(e, shown));
    };
    const gpt = { ...presetOf('GPT-2’s 0.02').changes, depth: 12, widths: [768] };
    const slowly = /; the variance grows without end, slowly \(post-activation variance ×1\.1 over/;
    expect(tell(gpt)).toMatch(slowly);
    expect(tell(gpt)).toMatch(/ over these 12 layers\)$/);
    // Of the pre-activation from the first one on: the input is none.
    expect(tell(gpt, 'pre')).toMatch(
      /without end, slowly \(variance ×1\.23 over these 12 layers\)$/,
    );
    // By what a verdict goes: ReLU's mean adds up along a residual path.
    const care = { ...presetOf('Scaled residual').changes, widths: [784], depth: 50 };
    expect(tell(care)).toMatch(/without end \(post-activation second moment ×842 over/);
    // What comes near the end tells enough.
    expect(tell({ depth: 50 })).toMatch(/without end$/);
    expect(tell({ scheme: 'lecun_normal', activation: 'relu', depth: 50 })).toMatch(/fades to 0$/);
    expect(tell({ scheme: 'lecun_normal', activation: 'relu', depth: 1 })).toMatch(
      /fades to 0 \(post-activation variance ×0\.341 over this layer\)$/,
    );
  });

  it('says nothing of 0 / 0, and nothing grows from an input of 0', () => {
    expect(criticality(experiment({ scheme: 'zeros', norm: 'layer', epsilon: 0 }))).toBeUndefined();
    expect(criticality(experiment({ scheme: 'zeros', norm: 'layer' }))).toBeDefined();
    const silent = { input: 'constant', constant: 0, noise: 0 };
    expect(criticality(experiment(silent))!.fixedPoint).toBe(0);
    expect(criticality(experiment({ ...silent, bias: 'normal' }))!.fixedPoint).toBe(Infinity);
  });
});
