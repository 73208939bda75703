import { StorageBufferAttribute, Vector3, Vector4 } from 'three/webgpu';
import { describe, expect, it } from 'vitest';
import { sharedDecades } from '../../src/model/decades';
import { defaultExperiment } from '../../src/model/experiment';
import { HISTOGRAM_WORDS, quantities } from '../../src/model/histogram';
import type { LayerReport, Statistics } from '../../src/model/report';
import { annotate } from '../../src/scene/annotations';
import { hazeFrom } from '../../src/scene/bar-light';
import { ColumnHeights } from '../../src/scene/column-heights';
import { layerData, writeLayerData } from '../../src/scene/layer-data';
import { layerZ, logX, stackOf } from '../../src/scene/layout';
import { allApart, clamped, withoutCollisions } from '../../src/scene/placement';
import { layerTicks, valueTicks, wallTicks } from '../../src/scene/ticks';

const LOG = { kind: 'log', low: -3, high: 39 } as const;
const LINEAR = { kind: 'linear', low: -4, high: 4 } as const;

const texts = (ticks: readonly { text: string }[] | undefined) => ticks?.map(({ text }) => text);

describe('ticks of the value axis', () => {
  it('name both signs of a log axis symmetrically about 0', () => {
    const stack = stackOf(50, LOG);
    for (const level of valueTicks(stack)) {
      expect(texts(level)).toContain('0');
      const places = level.map(({ at }) => at).sort((a, b) => a - b);
      expect(places).toEqual(places.map((at) => -at + 0).sort((a, b) => a - b));
    }
    expect(texts(valueTicks(stack)[0])).toEqual(expect.arrayContaining(['10³⁰', '−10³⁰']));
  });

  it('are round numbers on a linear one, and multiples of σ on a layer’s own', () => {
    expect(texts(valueTicks(stackOf(50, LINEAR))[0])).toContain('0');
    expect(texts(valueTicks(stackOf(50, undefined))[0])).toEqual(
      expect.arrayContaining(['−4σ', 'mean', '+4σ']),
    );
    expect(texts(wallTicks(stackOf(50, LINEAR)))).toEqual(['< −4', '> 4']);
  });

  it('hold what the default experiment shows', () => {
    const range = sharedDecades([{ experiment: defaultExperiment, reports: [] }], 'post');
    const [level] = valueTicks(stackOf(50, range));
    expect(level!.length).toBeGreaterThan(5);
  });
});

describe('layers', () => {
  it.each([1, 2, 9, 50, 137, 200])('of %i always name the input and the last', (depth) => {
    for (const level of layerTicks(depth)) {
      expect(level[0]).toEqual({ at: 0, text: 'input' });
      expect(level.at(-1)).toEqual({ at: depth, text: String(depth) });
      expect(level.every(({ at }, i) => i === 0 || at > level[i - 1]!.at)).toBe(true);
    }
  });

  it('recede in depth, and a deep stack is no longer than a shallow one is allowed to be', () => {
    const [shallow, deep] = [stackOf(1, LINEAR), stackOf(200, LINEAR)];
    expect(layerZ(shallow, 1)).toBeLessThan(layerZ(shallow, 0));
    expect(layerZ(deep, 200)).toBeGreaterThan(-14);
    expect(deep.thickness).toBeLessThan(deep.spacing);
  });
});

describe('bars', () => {
  it('stand where the log axis says: 10^high at its end, decades at equal steps', () => {
    const at = (exponent: number) => logX(LOG, exponent);
    expect(at(LOG.high)).toBeCloseTo(5, 10);
    expect(at(10) - at(9)).toBeCloseTo(at(30) - at(29), 10);
    expect(at(LOG.low)).toBeGreaterThan(0);
  });

  it('reach height 1 at a normal curve’s peak', () => {
    // Linear, ±4σ in 256 bins: φ(0) · 8 / 256.
    expect(stackOf(50, LINEAR).peakShare).toBeCloseTo((0.398942 * 8) / 256, 6);
    // log10: the density of log10|x| on one side is ln 10 · x φ(x), largest at x = 1.
    // On 42 decades a column takes two bins of an eighth of an octave.
    const decades = (2 / 8) * Math.log10(2);
    expect(stackOf(50, LOG).peakShare).toBeCloseTo(Math.LN10 * 0.241971 * decades, 6);
  });
});

describe('haze', () => {
  it.each([1, 50, 200])('grows away from the eye, and is never much, in a stack of %i', (depth) => {
    const stack = stackOf(depth, LINEAR);
    const eye = new Vector3(6, 8, 20);
    const haze = hazeFrom(eye, depth * stack.spacing);
    const at = (x: number, layer: number) => haze.dot(new Vector4(x, 0, layerZ(stack, layer), 1));
    expect(at(0, 0)).toBeLessThan(at(0, depth));
    expect(at(5, 0)).toBeLessThan(at(-5, 0));
    const corners = [-5, 5].flatMap((x) => [at(x, 0), at(x, depth)]);
    for (const one of corners) expect(one).toBeLessThan(0.22);
    expect(Math.min(...corners)).toBeLessThan(0.08);
    // From behind it is the other end that is far.
    const behind = hazeFrom(new Vector3(0, 8, -30), depth * stack.spacing);
    expect(behind.z).toBeGreaterThan(0);
  });
});

/** Reports of a run whose gradients have come back to `reached`; finite where `finite` says so. */
function reports(depth: number, reached: number, finite = (_: number) => true): LayerReport[] {
  return Array.from({ length: depth + 1 }, (_, layer) => {
    const range = { kind: 'linear', low: -4, high: 4 } as const;
    const infinities = finite(layer) ? 0 : 5;
    const moments = { count: 10, variance: 1, secondMoment: 1, zeros: 0, infinities, nans: 0 };
    const statistics = { ...moments, histogram: { range, below: 0, above: 0 } } as Statistics;
    const gradients = { gradPre: statistics, gradPost: statistics, gradWeight: statistics };
    return {
      layer,
      pre: { ...statistics, infinities: 0 },
      post: { ...statistics, infinities: 0 },
      ...(layer >= reached ? gradients : {}),
    } as LayerReport;
  });
}

describe('gradients', () => {
  const state = (all: readonly LayerReport[], quantity: (typeof quantities)[number]) => ({
    reports: all,
    depth: 4,
    stale: false,
    range: LINEAR,
    quantity,
    theme: 'dark' as const,
    camera: 'threeQuarter' as const,
    height: 'density' as const,
    eye: undefined,
    pointed: undefined,
    outline: undefined,
    beside: undefined,
  });

  it('hide the layers that they have not reached', () => {
    const data = layerData();
    writeLayerData(data, reports(4, 3), 'gradPost', 'dark');
    const scales = Array.from({ length: 5 }, (_, layer) => data.array[layer * 4 + 3]);
    expect(scales.map((scale) => Boolean(scale))).toEqual([false, false, false, true, true]);
    writeLayerData(data, reports(4, 3), 'post', 'dark');
    expect(data.array[3]).toBeCloseTo(0.1, 6);
  });

  it('are named on the axis, and their broken layers counted from the output', () => {
    const all = reports(4, 0, (layer) => layer > 2);
    const { valueTitle, broken, summary } = annotate(stackOf(4, LINEAR), state(all, 'gradWeight'));
    expect(valueTitle).toBe('value of the gradient of the weights');
    expect(broken).toEqual({ from: 2, to: 0, text: 'layer 2: inf / NaN' });
    expect(summary).toBe(
      'Histograms of the gradient of the weights of 4 layers, one behind the other; inf or NaN from layer 2 back.',
    );
    expect(annotate(stackOf(4, LINEAR), state(all, 'post')).broken).toBeUndefined();
  });

  it('have their histograms where the engine counts them', () => {
    const counts = new StorageBufferAttribute(new Uint32Array(1), 1);
    const heights = new ColumnHeights(counts);
    const stack = stackOf(4, LINEAR);
    for (const [i, quantity] of quantities.entries()) {
      heights.show({ ...state([], quantity) }, stack, { perValue: 0, logUnit: 0 });
      expect(heights.words).toEqual({
        start: i * HISTOGRAM_WORDS,
        stride: quantities.length * HISTOGRAM_WORDS,
      });
    }
  });
});

describe('labels', () => {
  const frame = { width: 100, height: 100 };
  const label = (x: number, y = 50) => ({
    x,
    y,
    width: 20,
    height: 10,
    text: 't',
    kind: 'tick' as const,
  });

  it('never collide: the first one stays, and an alternative is taken where there is one', () => {
    const placed = withoutCollisions(
      [[label(30)], [label(35)], [label(35), label(35, 80)], [label(95)]],
      frame,
      2,
    );
    expect(placed).toEqual([label(30), label(35, 80)]);
    expect(allApart(placed, 2)).toBe(true);
  });

  it('keep out of what the page lays over the picture', () => {
    const covered = { ...frame, above: 20, below: 30 };
    const alternatives = [label(30, 22), label(30, 68), label(30, 40)];
    expect(withoutCollisions([alternatives], covered, 2)).toEqual([label(30, 40)]);
  });

  it('are moved into the frame', () => {
    expect(clamped(label(99, -4), frame, 3)).toMatchObject({ x: 87, y: 8 });
    expect(clamped(label(99, 4), { ...frame, above: 20 }, 3)).toMatchObject({ x: 87, y: 28 });
    expect(clamped(label(5, 90), { ...frame, below: 30 }, 3)).toMatchObject({ x: 13, y: 62 });
  });
});
