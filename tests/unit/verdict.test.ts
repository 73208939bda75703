/** Verdicts on real experiments, as the CPU computes them. */
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { Quantity } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { flushedInWords, layersFlushed } from '../../src/model/telling';
import { verdict } from '../../src/model/verdict';
import { made } from './making';

async function run(changes: Record<string, unknown>): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  const experiment = made({ widths: [64], batch: 16, ...changes });
  for await (const report of createCpuEngine().run(experiment)) reports[report.layer] = report;
  return reports;
}

/** “Held: variance 1”, as the readout sets it. */
async function said(changes: Record<string, unknown>, quantity: Quantity = 'post') {
  const { word, headline, detail } = verdict(await run(changes), quantity);
  return `${word} | ${headline}: ${detail}`;
}

const constant = { input: 'constant', noise: 0 };

describe('the verdict on', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      // 0.5 · 50¹⁰ = 4.88×10¹⁶.
      'all values alike',
      { scheme: 'constant', value: 0.5, widths: [100], ...constant, constant: 0.5, depth: 10 },
      /^exploded \| exploded: second moment 2\.4×10³³ after 10 layers; no spread: every value is 4\.9×10¹⁶$/,
    ],
    [
      // Σ 2/n over 4 layers of 256: a standard deviation of 18 %.
      'an input without a spread',
      { scheme: 'lecun_normal', widths: [256], ...constant, constant: 1, depth: 4 },
      /^held \| held: second moment (0\.[6-9]\d?|1\.\d) after 4 layers$/,
    ],
    [
      '0 / 0',
      { scheme: 'zeros', norm: 'layer', epsilon: 0, depth: 4 },
      /^broken \| broken: NaN from layer 1 on, after variance [\d.]+$/,
    ],
    ['zeros', { scheme: 'zeros', depth: 3 }, /^vanished \| .*exactly 0 from layer 1 on$/],
    [
      'an input of zeros',
      { ...constant, constant: 0, depth: 3 },
      /^vanished \| all 0: every value from the input on$/,
    ],
    [
      'overflow',
      { format: 'float16', widths: [256], depth: 6, batch: 4 },
      /^exploded \| exploded: inf from layer 4 on, after variance 1\.\d×10⁷$/,
    ],
    [
      // |z| > 2.99 / √(128 · 0.93) for a slope below 0.01: 78 %.
      'saturated tanh',
      { activation: 'tanh', widths: [128], depth: 20 },
      /^lost \| saturated: 7\d % of layer 20 \(\|φ′\| < 1 % of max\); variance 0\.9\d$/,
    ],
    [
      // h = −0.84 + N(0, 1), alike for all samples: 80 % below 0.
      'dead ReLUs',
      {
        ...{ scheme: 'lecun_normal', gain: 2.77, activation: 'relu', depth: 1, widths: [256] },
        ...{ bias: 'constant', biasValue: -0.84, input: 'constant', constant: 0.36, noise: 0.01 },
      },
      /^lost \| dead: (7[5-9]|8\d) % of layer 1’s units always 0; second moment 0\.\d+ \(variance 0\.\d+\)$/,
    ],
    [
      // χ ≈ 0.1: what parts two samples is divided by ten at every layer, biases keep the level.
      'samples that have become alike',
      {
        ...{ scheme: 'lecun_normal', gain: 0.5, activation: 'tanh', depth: 12 },
        ...{ bias: 'normal', biasStd: 1 },
      },
      /^lost \| samples alike: sample correlation 1\.00 at layer 12; variance 0\.\d+$/,
    ],
    [
      // They were so from the start: 1 / (1 + 0.05²) = 0.9975 of them is alike.
      'samples that have been alike',
      { scheme: 'lecun_normal', input: 'constant', noise: 0.05, widths: [256], depth: 2 },
      /^held \| held: second moment/,
    ],
    [
      'a bias and nothing else',
      { scheme: 'zeros', bias: 'constant', biasValue: 0.9, depth: 3 },
      /^lost \| lost: second moment 0\.81 after 3 layers; no spread: every value is 0\.9$/,
    ],
    [
      // Exactly half of all values are on ReLU's flat side.
      'a ReLU network that is well',
      { scheme: 'kaiming_normal', activation: 'relu', widths: [256], depth: 5 },
      /^held \| held: variance/,
    ],
  ])('%s', async (_, changes, words) => {
    expect(await said(changes)).toMatch(words);
  });

  it('gradients of what is not finite, and of what is 0', async () => {
    const backward = { backward: true, depth: 4 };
    expect(
      await said({ ...backward, scheme: 'zeros', norm: 'layer', epsilon: 0 }, 'gradPost'),
    ).toMatch(/^broken \| broken: NaN from layer 3 down, after gradient’s variance [\d.]+$/);
    expect(await said({ ...backward, scheme: 'zeros' }, 'gradPost')).toMatch(
      /^vanished \| vanished: every gradient is exactly 0 from layer 3 down$/,
    );
  });

  it('growth by tens is not held', async () => {
    const said = verdict(
      await run({ scheme: 'lecun_normal', gain: 1.07, widths: [256], depth: 24, batch: 4 }),
      'post',
    );
    // 1.07⁴⁸ = 26, within two deviations of √(2 · 24 / 256) = 43 %.
    expect(said.word).toBe('growing');
    const [, times] = /^grew (\d+)-fold$/.exec(said.headline)!;
    expect(Math.abs(Math.log(Number(times) / 25.7))).toBeLessThan(2 * 0.43);
  });
});

describe('underflow', () => {
  /** std 0.01, 512 wide: every layer is smaller by 0.01 · √512 = 0.226. */
  const factor = 0.01 * Math.sqrt(512);
  const fading = (layers: number) => ({
    rms: Array.from({ length: layers + 1 }, (_, i) => factor ** i),
    terms: 512,
  });

  it('is where an adapter flushes what PyTorch keeps for eleven layers more', () => {
    // Measured: all 0 from layer 59 on with flushing, from layer 70 on without.
    expect(layersFlushed(fading(58), 'float32')).toBe(11);
    // Subnormal bfloat16 has 7 bits instead of 23.
    expect(layersFlushed(fading(58), 'bfloat16')).toBe(3);
  });

  it('is not where a pass ends on any machine, or for another reason', () => {
    expect(layersFlushed(fading(69))).toBe(0);
    expect(layersFlushed(fading(40))).toBe(0);
    expect(layersFlushed({ rms: [1], terms: 512 })).toBe(0);
    expect(layersFlushed({ rms: [1e-38, 1e-38, 1e-38], terms: 512 })).toBe(0);
    // So fast that subnormal numbers hold not even one layer more.
    expect(layersFlushed({ rms: [1, 1e-20, 1e-40], terms: 512 })).toBe(0);
  });

  it('is said of a machine that flushes alone', () => {
    const words = 'flushed below 1.2×10⁻³⁸ (PyTorch: about 11 layers later)';
    expect(flushedInWords(fading(58), { flushesSubnormals: true })).toBe(words);
    expect(flushedInWords(fading(58), { flushesSubnormals: false })).toBeUndefined();
    expect(flushedInWords(fading(58), {})).toBeUndefined();
  });

  it('is said in the verdict, forward and back', async () => {
    // As the flushing adapter would report it: what the CPU keeps as subnormal numbers is 0.
    const zero = { mean: 0, variance: 0, secondMoment: 0, min: 0, max: 0 };
    const flush = <T extends LayerReport['post'] | undefined>(s: T): T =>
      s && s.secondMoment < (2 ** -126) ** 2 ? { ...s, ...zero, zeros: s.count } : s;
    // 0.03 · √64 = 0.24 a layer, so that layer 61 and 62 are at 10⁻³⁸.
    const kept = await run({ std: 0.03, depth: 76, batch: 2, backward: true });
    const flushed = kept.map((r) => ({
      ...r,
      post: flush(r.post),
      gradPost: flush(r.gradPost),
    }));
    const machine = { flushesSubnormals: true };
    const clause = /; flushed below 1.2×10⁻³⁸ \(PyTorch: about 11 layers later\)$/;
    for (const quantity of ['post', 'gradPost'] as const) {
      const { word, detail } = verdict(flushed as LayerReport[], quantity, machine);
      expect(word).toBe('vanished');
      expect(detail).toMatch(clause);
      expect(verdict(flushed as LayerReport[], quantity).detail).not.toMatch(clause);
      // The same pass, to the end: nothing was flushed.
      const end = verdict(kept, quantity, machine).detail;
      expect(end).toMatch(/exactly 0/);
      expect(end).not.toMatch(clause);
    }
  });
});
