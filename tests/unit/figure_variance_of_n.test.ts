import { describe, expect, it, vi } from 'vitest';
import { momentsOf } from '../../src/engine/cpu/statistics';
import { drawNormals } from '../../src/lecture/figures/kit/normals';
import {
  FEW,
  layerOf,
  pointOf,
  relativeError,
} from '../../src/lecture/figures/variance-of-n/layer';
import {
  createMeasuring,
  varianceValues,
  varianceWords,
} from '../../src/lecture/figures/variance-of-n/measuring';
import { defaultExperiment, experimentWith } from '../../src/model/experiment';
import { Problem } from '../../src/model/problem';
import type { LayerReport } from '../../src/model/report';

/** Variances of W x, over all units and samples, of `layers` small layers. */
function variances(n: number, units: number, samples: number, layers: number): number[] {
  return Array.from({ length: layers }, (_, row) => {
    const drawn = drawNormals(new Float64Array(n * (units + samples)), {
      figure: 'variance-of-n',
      seed: n,
      row,
    });
    const h = new Float32Array(units * samples);
    for (let u = 0; u < units; u++)
      for (let s = 0; s < samples; s++)
        for (let i = 0; i < n; i++)
          h[u * samples + s]! += drawn[u * n + i]! * drawn[(units + s) * n + i]!;
    return momentsOf(h).secondMoment;
  });
}

describe('the standard error of a layer’s variance', () => {
  it.each([
    [1, 16, 16],
    [4, 8, 24],
    [50, 16, 4],
  ])('of %i inputs, %i units and %i samples is what layers show', (n, units, samples) => {
    const LAYERS = 4000;
    const { variance, mean, kurtosis } = momentsOf(
      Float32Array.from(variances(n, units, samples, LAYERS), (v) => v / n),
    );
    // Standard errors of the variance's variance and mean.
    const error = Math.sqrt((kurtosis + 2) / LAYERS);
    expect(Math.abs(variance / relativeError(n, units, samples) ** 2 - 1)).toBeLessThan(5 * error);
    expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(variance / LAYERS));
    // So many independent numbers would have another one, and be caught.
    expect(Math.abs(variance / (2 / (units * samples)) - 1)).toBeGreaterThan(5 * error);
  });
});

describe('the layers that are measured', () => {
  it.each([...FEW, 784])('of %i inputs are allowed', (n) => {
    const experiment = experimentWith(defaultExperiment, layerOf(n, 2 ** 32 - 1));
    expect(experiment).not.toBeInstanceOf(Problem);
  });

  it('have a seed of their own for each n', () => {
    expect(layerOf(784, 1).seed).not.toBe(layerOf(785, 1).seed);
  });
});

const reports = (variance: number) => [{}, { pre: { variance } }] as unknown as LayerReport[];

/** Measuring whose answers come when the test says so. */
function measuring() {
  const asked: { n: number; signal: AbortSignal; answer(): void; fail(): void }[] = [];
  const [done, failed] = [vi.fn(), vi.fn()];
  const made = createMeasuring({
    measure: (n, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        asked.push({
          n,
          signal,
          answer: () => resolve(reports(n)),
          fail: () => reject(new Error('no device')),
        });
      }),
    done: ({ n }) => done(n),
    failed,
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { ...made, asked, done, failed, settled };
}

describe('measuring', () => {
  it('gives up what is superseded, and says nothing of it', async () => {
    const { now, asked, done, failed, settled } = measuring();
    now(784);
    now(100);
    expect(asked.map(({ n, signal }) => [n, signal.aborted])).toEqual([
      [784, true],
      [100, false],
    ]);
    asked[1]!.answer();
    await settled();
    expect(done.mock.calls).toEqual([[100]]);
    expect(failed).not.toHaveBeenCalled();
  });

  it('looks at one first and then at all that wait, also at the one that it was torn from', async () => {
    const { now, later, asked, done, settled } = measuring();
    later([1, 2, 5]);
    asked[0]!.answer();
    await settled();
    now(7);
    for (let i = 2; i < 5; i++) {
      asked[i]!.answer();
      await settled();
    }
    expect(asked.map(({ n }) => n)).toEqual([1, 2, 7, 2, 5]);
    expect(done.mock.calls).toEqual([[1], [7], [2], [5]]);
  });

  it('lets what is under way end before those that wait', async () => {
    const { now, later, asked, done, settled } = measuring();
    now(7);
    later([1]);
    expect(asked.map(({ n, signal }) => [n, signal.aborted])).toEqual([[7, false]]);
    asked[0]!.answer();
    await settled();
    expect(done.mock.calls).toEqual([[7]]);
    expect(asked.map(({ n }) => n)).toEqual([7, 1]);
  });

  it('does not measure twice what waits and is looked at', async () => {
    const { now, later, asked, settled } = measuring();
    later([1, 2]);
    now(2);
    asked[1]!.answer();
    await settled();
    asked[2]!.answer();
    await settled();
    expect(asked.map(({ n }) => n)).toEqual([1, 2, 1]);
  });

  it('says why nothing came, leaves the rest, and can begin anew', async () => {
    const { now, later, asked, done, failed, settled } = measuring();
    later([1, 2]);
    asked[0]!.fail();
    await settled();
    expect(failed.mock.calls).toEqual([['no device']]);
    now(3);
    asked[1]!.answer();
    await settled();
    expect(done.mock.calls).toEqual([[3]]);
    expect(asked).toHaveLength(2);
  });

  it('stops', async () => {
    const { later, stop, asked, done, settled } = measuring();
    later([1, 2]);
    stop();
    asked[0]!.answer();
    await settled();
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(asked).toHaveLength(1);
    expect(done).not.toHaveBeenCalled();
  });
});

describe('words of the variance', () => {
  const point = pointOf(784, reports(783.42));

  it('read as the lecture does', () => {
    const points = new Map([[784, point]]);
    const { readout } = varianceWords({ n: 784, points, failure: undefined });
    expect(readout).toEqual(['n = 784: variance 783.4', '0.999 ± 0.014 times n']);
  });

  it('say what is under way, what went wrong and what there is already', () => {
    const points = new Map([[784, point]]);
    const words = varianceWords({ n: 10, points, failure: undefined });
    expect(words.readout).toEqual(['n = 10', 'measuring …']);
    expect(words.alternative).toContain('Measured before, by n: 784: 783.');
    expect(varianceWords({ n: 10, points, failure: 'no device' }).readout[1]).toBe(
      'not measured: no device',
    );
  });

  it('have values once there is a point', () => {
    expect(varianceValues(undefined)).toEqual({});
    expect(varianceValues(point)).toEqual({ n: 784, variance: 783.42, ratio: 783.42 / 784 });
  });
});
