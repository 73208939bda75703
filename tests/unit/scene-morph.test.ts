import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Rgb } from '../../src/model/colour';
import { layerData, writeLayerData } from '../../src/scene/layer-data';
import { eased, MORPH, Morph, STALE } from '../../src/scene/morph';
import { normalReport } from './scene-state';

const GROUND: Rgb = [0, 0, 0];
let still = false;
beforeAll(() => vi.stubGlobal('matchMedia', () => ({ matches: still })));

const run = (length: number, variance = 1) =>
  Array.from({ length }, (_, layer) => normalReport(layer, { variance, secondMoment: variance }));
const state = (reports: ReturnType<typeof run>, stale: boolean) =>
  ({ reports, quantity: 'post', stale }) as const;

/** A picture of what has been measured, as the GPU has it. */
function layersOf(reports: ReturnType<typeof run>) {
  const data = layerData();
  writeLayerData(data, reports, 'post', 'dark');
  return data.array;
}

/** How far a layer has come, how far it has stepped back, and the colour that it comes from. */
function seen(morph: Morph, layer: number, time: number) {
  const words = morph.data.array.slice(layer * 8, layer * 8 + 8);
  const [red, , , plate, begun, staleSince] = [...words] as [number, ...number[]];
  return { t: eased(time - begun!), faded: eased(time - staleSince!), red, plate };
}

/** A run of `before` layers that is shown, and another that is about to begin. */
function kept(before: ReturnType<typeof run>) {
  const morph = new Morph();
  morph.follow(state(before, false), 0);
  morph.capture(layersOf(before), GROUND, 0);
  morph.hold(before);
  return morph;
}

describe('bars of a new run', () => {
  it('stay as they were until their layer has been measured anew, then flow for 300 ms', () => {
    const before = run(4);
    const morph = kept(before);
    // The old run is still what is shown, whatever has been computed by now.
    morph.follow(state(before, false), 10);
    expect([0, 3].map((layer) => seen(morph, layer, 5000).t)).toEqual([0, 0]);
    expect(morph.moves(10)).toBe(false);

    morph.follow(state(run(2, 100), true), 1000);
    expect(seen(morph, 1, 1000).t).toBe(0);
    expect(seen(morph, 1, 1000 + MORPH / 2).t).toBeCloseTo(1 - 0.5 ** 3, 6);
    expect(seen(morph, 1, 1000 + MORPH).t).toBe(1);
    expect([seen(morph, 2, 1e6).t, seen(morph, 2, 1000 + MORPH).faded]).toEqual([0, 1]);
    expect([1000, 1000 + MORPH - 1, 1000 + MORPH].map((at) => morph.moves(at))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('leave nothing of the old when the run is over, and none is stale where playback has cut it', () => {
    const all = run(4, 100);
    const morph = kept(run(6));
    morph.follow(state(all.slice(0, 2), true), 100);
    morph.follow(state(all.slice(0, 2), false), 200);
    // Gone at once, not by and by.
    expect([2, 3, 5].map((layer) => seen(morph, layer, 200).t)).toEqual([1, 1, 1]);
    morph.follow(state(all, false), 300);
    for (let layer = 0; layer < 6; layer++) expect(seen(morph, layer, 300 + MORPH).t).toBe(1);
  });

  it('do not begin again with every report', () => {
    const all = run(3, 100);
    const morph = kept(run(3));
    morph.follow(state(all.slice(0, 1), true), 100);
    morph.follow(state(all.slice(0, 2), true), 250);
    expect(seen(morph, 0, 250).t).toBeCloseTo(1 - 0.5 ** 3, 6);
    expect(seen(morph, 1, 250).t).toBe(0);
    // Layers step back once.
    expect(seen(morph, 2, 250).faded).toBeCloseTo(1 - 0.5 ** 3, 6);
  });

  it('cut, where less motion is asked for', () => {
    const morph = kept(run(3));
    still = true;
    morph.follow(state(run(1, 100), true), 100);
    still = false;
    expect(seen(morph, 0, 100).t).toBe(1);
    expect(seen(morph, 2, 100)).toMatchObject({ t: 0, faded: 1 });
    expect(morph.moves(100)).toBe(false);
  });
});

describe('a run that begins while bars still flow', () => {
  it('takes their colours as they are then', () => {
    const [grey, orange] = [run(2), run(2, 1e40)];
    const morph = kept(grey);
    morph.follow(state(orange.slice(0, 1), true), 100);
    const half = 100 + MORPH / 2;
    morph.capture(layersOf(orange.slice(0, 1)), GROUND, half);
    morph.hold(orange.slice(0, 1));
    const [from, to] = [layersOf(grey)[0]!, layersOf(orange)[0]!];
    const t = 1 - 0.5 ** 3;
    expect(seen(morph, 0, half).red).toBeCloseTo(from + (to - from) * t, 6);
    // What had stepped back has not gone farther: it is still the same stale layer.
    expect(seen(morph, 1, half)).toMatchObject({ red: expect.closeTo(from, 6), t: 0 });
    expect(seen(morph, 1, half).faded).toBeCloseTo(t, 6);
    expect(STALE * t).toBeLessThan(1);
  });

  it('knows what was a plate, and what was not there', () => {
    const broken = [normalReport(0), normalReport(1, { infinities: 3 })];
    const morph = kept(broken);
    expect([0, 1, 2].map((layer) => seen(morph, layer, 0).plate)).toEqual([0, 1, -1]);
  });
});
