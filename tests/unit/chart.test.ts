import { describe, expect, it } from 'vitest';
import { caveatOver, wrapped } from '../../src/chart/caveat';
import { decadesOf, depthOf, domainOf } from '../../src/chart/domain';
import { formatLimits } from '../../src/chart/limit';
import { endOf, shortened, spread } from '../../src/chart/pins';
import { nearest, steps } from '../../src/chart/pointing';
import { createRoom, crosses, textBox } from '../../src/chart/room';
import { samePicture } from '../../src/chart/state';
import { besides, inWords, layersOf, tooltipOf } from '../../src/chart/tooltip';
import { showing, zoomedBy, zoomedTo } from '../../src/chart/zooming';
import { textWidth } from '../../src/dom/text';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { predict } from '../../src/model/theory/theory';
import { chartState, report } from './chart-making';

describe('the chart', () => {
  it('wraps a caveat to its width, losing no word', () => {
    const sentence =
      'Digits differ in norm: theory predicts the first layer’s pre-activation only.';
    for (const width of [1, 80, 200, 400, 2000]) {
      const lines = wrapped(sentence, width, 16);
      expect(lines.join(' ')).toBe(sentence);
      // A word wider than the line stands alone.
      for (const line of lines)
        expect(textWidth(line, 16) <= width || !line.includes(' ')).toBe(true);
    }
    expect(wrapped(sentence, 2000, 16)).toHaveLength(1);
  });

  it('leaves the plane its room below a caveat, on a phone too', () => {
    // The longest there is.
    const sentence =
      'Digits differ from sample to sample by more than chance: theory does not predict sums of all pixels.';
    const wide = caveatOver(sentence, { left: 70, width: 780 }, { width: 870, fontSize: 16 });
    expect([wide.lines.length, wide.left, wide.fontSize]).toEqual([2, 70, 16]);
    // Interface scale 1.5 on 390 × 844: the chart is 16 rem high.
    const narrow = caveatOver(sentence, { left: 103, width: 226 }, { width: 358, fontSize: 24 });
    expect(narrow.lines.join(' ')).toBe(sentence);
    for (const line of narrow.lines)
      expect(narrow.left + textWidth(line, narrow.fontSize)).toBeLessThanOrEqual(358);
    expect(narrow.height).toBeLessThan((16 * 24) / 3);
  });

  it('shows what theory predicts, as far as float32 reaches', () => {
    const theory = predict(defaultExperiment);
    const [low, high] = domainOf(chartState({ theory }));
    expect(high).toBeGreaterThan(77);
    expect(low).toBeLessThanOrEqual(-1);
    expect(domainOf(chartState({ quantity: 'gradPre' }))).toEqual([-1, 1]);
    const backward = experimentWith(defaultExperiment, { backward: true }) as Experiment;
    const gradients = chartState({ theory: predict(backward), quantity: 'gradPost' });
    expect(domainOf(gradients)[1]).toBeGreaterThan(77);
  });

  it('shows each measure on its own scale', () => {
    const spread = { variance: 1e-8, secondMoment: 100 };
    expect(decadesOf('variance', spread)).toBeCloseTo(-8);
    expect(decadesOf('std', spread)).toBeCloseTo(-4);
    expect(decadesOf('secondMoment', spread)).toBeCloseTo(2);
    const theory = predict(defaultExperiment);
    expect(domainOf(chartState({ theory, measure: 'std' }))[1]).toBeCloseTo(38.5 * 1.08);
  });

  it('makes room for pinned runs, and for their layers', () => {
    const pinned = [{ name: 'deep', reports: [report(0, 1), report(80, 1e30)] }];
    expect(domainOf(chartState({ pinned }))[1]).toBeCloseTo(32.4);
    expect(depthOf(chartState({ depth: 50, pinned }))).toBe(80);
    expect(depthOf(chartState({ depth: 50 }))).toBe(50);
  });

  it('draws its curves anew for everything but the layer that is pointed at', () => {
    const [reports, pinned] = [[report(0, 1)], [{ name: 'a', reports: [] }]];
    const state = chartState({ reports, pinned });
    expect(samePicture(state, { ...state, pointed: 3, pinned: [...pinned] })).toBe(true);
    expect(samePicture(state, { ...state, reports: [...reports] })).toBe(false);
    expect(samePicture(state, { ...state, pinned: [] })).toBe(false);
    expect(samePicture(state, { ...state, measure: 'std' })).toBe(false);
    const seeds = [[report(0, 2)]];
    const spread = { ...state, seeds };
    expect(samePicture(spread, { ...spread, seeds: [...seeds] })).toBe(true);
    expect(samePicture(state, spread)).toBe(false);
  });
});

describe('the limits', () => {
  it('names the run’s own first, and formats with the same reach together', () => {
    const limits = formatLimits('float16');
    expect(limits.map(({ own }) => own)).toEqual([true, false]);
    expect(limits[0]!.decades).toBeCloseTo(4.816);
    expect(limits[1]!.names[0]).toBe('float32 and bfloat16 maximum');
    expect(formatLimits('bfloat16')[0]!.names[0]).toMatch(/^bfloat16 and float32 maximum/);
  });
});

describe('names in the chart', () => {
  const plane = { left: 0, right: 400, top: 0, bottom: 200 };
  const at = (x: number, y: number) => ({ x, y, anchor: 'start' as const });

  it('stand on no other, on no curve, and nowhere outside', () => {
    const room = createRoom(plane, [[[0, 150], undefined, [200, 150], [400, 150]]], 16);
    expect(room.take('name', [at(380, 50), at(10, 50)])).toEqual(at(10, 50));
    expect(room.take('name', [at(20, 55), at(20, 80)])).toEqual(at(20, 80));
    expect(room.take('name', [at(300, 152)])).toBeUndefined();
    expect(room.take('name', [at(300, 152)], { overCurves: true })).toEqual(at(300, 152));
    // Nothing connects a curve across a gap.
    expect(room.take('name', [at(80, 152)])).toEqual(at(80, 152));
    room.reserve(textBox('name', at(200, 100), 16));
    expect(room.take('name', [at(200, 100)], { overCurves: true })).toBeUndefined();
    room.avoid({ left: 100, right: 200, top: 0, bottom: 40 });
    expect(room.take('name', [at(150, 30)])).toBeUndefined();
  });

  it('know what crosses them', () => {
    const box = { left: 10, right: 20, top: 10, bottom: 20 };
    expect(crosses([0, 15], [30, 15], box)).toBe(true);
    expect(crosses([0, 0], [30, 30], box)).toBe(true);
    expect(crosses([0, 25], [25, 0], box)).toBe(true);
    expect(crosses([0, 21], [30, 21], box)).toBe(false);
    expect(crosses([0, 0], [9, 30], box)).toBe(false);
    expect(crosses([12, 12], [12, 12], box)).toBe(true);
    expect(crosses([5, 5], [5, 5], box)).toBe(false);
  });

  it('of pinned runs keep their distance, near to the curves’ ends', () => {
    expect(spread([50, 10, 90], 20, 0, 100)).toEqual([50, 10, 90]);
    expect(spread([52, 50, 50], 20, 0, 100)).toEqual([90, 50, 70]);
    expect(spread([100, 99, 98], 20, 0, 100)).toEqual([100, 80, 60]);
    for (const [i, y] of spread([5, 5, 5, 5], 20, 0, 100).entries()) expect(y).toBe(5 + 20 * i);
  });

  it('stand where a curve ends, or leaves the plane', () => {
    const dot = (layer: number, x: number, y: number) => ({
      layer,
      at: [x, y] as const,
      variance: 0,
    });
    const dots = [dot(0, 0, 10), dot(1, 100, 20), undefined, dot(3, 300, 40), dot(4, 400, 60)];
    expect(endOf({ left: 0, right: 400 }, { name: '', dots })).toEqual([400, 60]);
    expect(endOf({ left: 0, right: 350 }, { name: '', dots })).toEqual([350, 50]);
    expect(endOf({ left: 0, right: 250 }, { name: '', dots })).toEqual([100, 20]);
    expect(endOf({ left: 500, right: 600 }, { name: '', dots })).toBeUndefined();
  });

  it('are cut where there is no room', () => {
    expect(shortened('he_normal', 200, 16)).toBe('he_normal');
    const short = shortened('kaiming_normal, ReLU', 100, 16);
    expect(short).toMatch(/^kaiming.*…$/);
    expect(textWidth(short, 16)).toBeLessThanOrEqual(100);
  });
});

describe('pointing', () => {
  it('finds the nearest layer', () => {
    expect(nearest([0, 1, 2, 5], 1.4)).toBe(1);
    expect(nearest([0, 1, 2, 5], 3.6)).toBe(5);
    expect(nearest([0, 1, 2, 5], -3)).toBe(0);
    expect(nearest([0, 1, 2, 5], 99)).toBe(5);
    expect(nearest([0, 1], undefined)).toBeUndefined();
    expect(nearest([], 1)).toBeUndefined();
  });

  it('walks through the layers that were measured, and stays at the ends', () => {
    const walk = (key: string, from?: number) => steps[key]!([1, 2, 5], from);
    expect(walk('ArrowRight')).toBe(1);
    expect(walk('ArrowRight', 2)).toBe(5);
    expect(walk('ArrowRight', 5)).toBe(5);
    expect(walk('ArrowLeft')).toBe(5);
    expect(walk('ArrowLeft', 2)).toBe(1);
    expect(walk('ArrowLeft', 1)).toBe(1);
    expect([walk('Home', 2), walk('End', 2)]).toEqual([1, 5]);
    expect(steps.ArrowRight!([], undefined)).toBeUndefined();
  });

  it('tells a layer’s figures, and those of pinned runs', () => {
    const state = chartState({
      reports: [report(0, 1), report(1, 625), report(2, 1e60, 1), report(3, Number.NaN, 1000)],
      theory: predict(defaultExperiment),
      measure: 'std',
      pinned: [{ name: 'other', reports: [report(0, 4)] }],
    });
    expect(layersOf(state)).toEqual([0, 1, 2, 3]);
    expect(tooltipOf(state, 0)).toEqual({
      title: 'input',
      lines: [
        ['std', '1.00'],
        ['theory', '1.00'],
        ['other', '2.00', 1],
      ],
    });
    expect(inWords(tooltipOf(state, 1)!)).toMatch(/^layer 1: std 25.0, theory [\d.]+$/);
    expect(tooltipOf(state, 2)!.lines).toContainEqual(['finite', '99.90 %']);
    expect(tooltipOf(state, 3)!.lines).toContainEqual(['std', 'none']);
    expect(tooltipOf(state, 3)!.lines).toContainEqual(['finite', '0 %']);
    expect(tooltipOf(state, 4)).toBeUndefined();
  });

  it('keeps a tooltip in the picture, beside its layer', () => {
    const [box, picture] = [
      { width: 100, height: 60 },
      { width: 400, height: 100, left: 0, right: 400 },
    ];
    expect(besides(box, picture, [50, 50], [])).toEqual({ x: 62, y: 20 });
    expect(besides(box, picture, [390, 95], [])).toEqual({ x: 278, y: 39 });
    // Not over the ticks, if the other side will do.
    expect(besides(box, { ...picture, left: 260 }, [270, 50], [[320, 50]])?.x).toBe(282);
    // Off the curve, where that is possible.
    expect(besides(box, { ...picture, height: 200 }, [50, 100], [[70, 100]])?.y).toBe(28);
    expect(besides(box, { ...picture, width: 90 }, [40, 10], [])).toBeUndefined();
  });
});

describe('zooming', () => {
  it('keeps the layer that is looked at in its place', () => {
    expect(zoomedBy(undefined, 50, 20, 0.5)).toEqual([10, 35]);
    expect(zoomedBy([10, 35], 50, 10, 0.4)).toEqual([10, 20]);
    expect(zoomedBy([10, 12], 50, 11, 0.5)).toEqual([10.5, 12.5]);
  });

  it('brings the layer between two fingers to where they are', () => {
    // Half as many layers, and layer 20 where layer 30 was: three fifths of the way.
    expect(zoomedBy(undefined, 50, 20, 0.5, 30)).toEqual([5, 30]);
    expect(zoomedBy([10, 30], 50, 20, 1, 25)).toEqual([5, 25]);
    expect(zoomedBy([10, 30], 50, 20, 1, 45)).toEqual([0, 20]);
    expect(zoomedBy(undefined, 50, 20, 1, 30)).toBeUndefined();
  });

  it('stays in the network, and ends where all of it is shown', () => {
    expect(zoomedBy(undefined, 50, 0, 0.5)).toEqual([0, 25]);
    expect(zoomedBy([40, 50], 50, 50, 2)).toEqual([30, 50]);
    expect(zoomedBy([10, 40], 50, 20, 2)).toBeUndefined();
    expect(zoomedTo(31.4, 20.7, 50)).toEqual([20, 32]);
    expect(zoomedTo(49.8, 49.9, 50)).toEqual([48, 50]);
    expect(zoomedTo(0, 1, 1)).toBeUndefined();
  });

  it('moves no further than a layer needs', () => {
    expect(showing([10, 20], 15)).toEqual([10, 20]);
    expect(showing([10, 20], 22)).toEqual([12, 22]);
    expect(showing([10, 20], 3)).toEqual([3, 13]);
  });

  it('shows the decades of some layers only', () => {
    const reports = [report(0, 1), report(20, 1e40), report(21, 1e42), report(50, Number.NaN)];
    const [low, high] = domainOf(chartState({ reports }), [19, 22]);
    expect([Math.round(low), Math.round(high)]).toEqual([39, 43]);
    expect(domainOf(chartState({ reports }), [40, 50])).toEqual([-1, 1]);
  });
});
