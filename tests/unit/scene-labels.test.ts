import { describe, expect, it } from 'vitest';
import { cameras } from '../../src/model/view';
import { annotate } from '../../src/scene/annotations';
import { bestView, viewpoints } from '../../src/scene/fit';
import { framing } from '../../src/scene/framing';
import type { LabelSizes } from '../../src/scene/label-layer';
import { stackOf } from '../../src/scene/layout';
import { placeAnnotations } from '../../src/scene/place-annotations';
import { allApart } from '../../src/scene/placement';
import type { SceneState } from '../../src/scene/state';
import { lens } from './scene-lens';
import { normalReport, ranges, state } from './scene-state';

const em = 16;
const frame = { width: 1200, height: 500, em };
/** Stands for the page's font. */
const letters: LabelSizes = {
  measure: (text: string) => ({ width: text.length * 0.55 * em, height: 1.2 * em }),
};

function labels(name: keyof typeof cameras, layer?: number, changes: Partial<SceneState> = {}) {
  const pointed = layer === undefined ? undefined : { layer };
  const shown = state({ range: ranges.log, camera: name, pointed, ...changes });
  const stack = stackOf(shown.depth, shown.range);
  const camera = lens(bestView(framing(stack, shown), viewpoints[name], frame), frame);
  return placeAnnotations(annotate(stack, shown), camera, frame, em, letters);
}

describe('labels', () => {
  const names = Object.keys(cameras) as (keyof typeof cameras)[];

  it.each(names)('in the %s camera name both ends of the layers, apart from each other', (name) => {
    const placed = labels(name);
    const texts = placed.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['input', '50']));
    expect(allApart(placed, 0)).toBe(true);
  });

  it.each(names)('in the %s camera always name the layer that is pointed at', (name) => {
    for (const layer of [0, 1, 23, 49, 50]) {
      const placed = labels(name, layer);
      const text = layer === 0 ? 'input' : `layer ${layer}`;
      expect(placed.find(({ kind }) => kind === 'pointed')?.text).toBe(text);
      expect(allApart(placed, 0)).toBe(true);
    }
  });

  it('stand where a chart has them: values below, layers left of a heatmap, or from left to right', () => {
    const at = (name: keyof typeof cameras, text: string) =>
      labels(name, undefined).find((label) => label.text === text)!;
    for (const name of ['front', 'top'] as const) {
      expect(at(name, 'value of the post-activation').y).toBeGreaterThan(0.85 * frame.height);
      expect(at(name, 'input').x).toBeLessThan(0.12 * frame.width);
      expect(at(name, '50').y).toBeLessThan(at(name, 'input').y);
      expect(at(name, '−10²').x).toBeLessThan(at(name, '10²').x);
    }
    expect(at('side', 'input').x).toBeLessThan(at('side', '50').x);
    expect(at('side', 'layer').y).toBeGreaterThan(0.85 * frame.height);
  });

  it('leave out the title of an axis that is seen nearly end-on', () => {
    const texts = labels('side').map(({ text }) => text);
    expect(texts).toContain('layer');
    expect(texts).not.toContain('value of the post-activation');
  });
});

describe('walls', () => {
  const range = ranges.linear;
  const beyond = (layer: number, below: number, above: number, changes = {}) =>
    normalReport(layer, { histogram: { range, below, above }, ...changes });
  const reports = [
    beyond(0, 0, 0),
    beyond(1, 4_900, 0),
    beyond(2, 49_000, 99_900 - 49_000),
    beyond(3, 1, 2, { nans: 7 }),
  ];
  const told = (changes: Parameters<typeof state>[0]) =>
    annotate(stackOf(3, range), state({ depth: 3, reports, ...changes })).walls.map(
      ({ layer, text }) => `${layer} ${text}`,
    );

  it('tell their share of the last layer that is finite, or of the one that is pointed at', () => {
    expect(told({})).toEqual(['2 < −4: 49 %', '2 > 4: 51 %']);
    expect(told({ pointed: { layer: 1 } })).toEqual(['1 < −4: 4.9 %']);
    expect(told({ pointed: { layer: 0 } })).toEqual([]);
    expect(told({ pointed: { layer: 3 } })).toEqual([]);
  });

  it('never say that all is beyond while some is not', () => {
    const nearly = [beyond(0, 99_990, 0)];
    expect(told({ depth: 0, reports: nearly })).toEqual(['0 < −4: 99.99 %']);
    expect(told({ depth: 0, reports: [beyond(0, 100_000, 0)] })).toEqual(['0 < −4: 100 %']);
  });

  it.each(Object.keys(cameras) as (keyof typeof cameras)[])(
    'are labelled in the %s camera, apart from every other label',
    (name) => {
      for (const layer of [1, 2]) {
        const placed = labels(name, layer, { depth: 3, reports, range });
        const walls = placed.filter(({ kind }) => kind === 'wall');
        // Seen from the side, one wall may stand before the other, with no room for two.
        expect(walls.length).toBeGreaterThanOrEqual(name === 'side' ? 1 : layer);
        expect(allApart(placed, 0)).toBe(true);
      }
    },
  );
});
