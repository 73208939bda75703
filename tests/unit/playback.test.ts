import { describe, expect, it } from 'vitest';
import {
  advanced,
  type Extent,
  extentOf,
  lastTime,
  layerAt,
  live,
  reportsAt,
  stepped,
  toggled,
} from '../../src/model/playback';
import type { LayerReport } from '../../src/model/report';

/** Four layers and the input, with gradients. */
const reports = [0, 1, 2, 3, 4].map(
  (layer) =>
    ({
      layer,
      pre: {},
      post: {},
      gradPost: {},
      ...(layer > 0 && { weight: {}, gradPre: {}, gradWeight: {} }),
    }) as LayerReport,
);
const at = (time: number | undefined, quantity: 'post' | 'weight' | 'gradPre') =>
  reportsAt(reports, { time, depth: 4, quantity });
const extent: Extent = { last: 4, reached: 4, done: true };

describe('what is shown at a time', () => {
  it('is the layers up to the wavefront', () => {
    expect(at(2, 'post').map(({ layer }) => layer)).toEqual([0, 1, 2]);
    expect(at(0, 'post')).toHaveLength(1);
    expect(at(4, 'post')).toBe(reports);
    expect(at(undefined, 'post')).toBe(reports);
  });

  it('is gradients from the last layer back, and no other', () => {
    const shown = at(1, 'gradPre');
    expect(shown).toHaveLength(5);
    expect(shown.filter(({ gradPre }) => gradPre).map(({ layer }) => layer)).toEqual([3, 4]);
    expect(shown[1]).toEqual({ layer: 1, pre: {}, post: {}, weight: {} });
    // The same reports again, so that nobody draws them anew.
    expect(at(1, 'gradPre')[1]).toBe(shown[1]);
    expect(lastTime(4, 'gradPre')).toBe(3);
    expect(at(3, 'gradPre')).toBe(reports);
  });

  it('is weights from the first layer on: the input has none', () => {
    expect(lastTime(4, 'weight')).toBe(3);
    expect([0, 3].map((time) => layerAt(time, 4, 'weight'))).toEqual([1, 4]);
    expect(at(0, 'weight').map(({ layer }) => layer)).toEqual([0, 1]);
    expect(at(2, 'weight')).toHaveLength(4);
    expect(at(3, 'weight')).toBe(reports);
  });

  it('ends where the run has come to', () => {
    const run = { reports: reports.slice(0, 3), done: false, depth: 4 };
    expect(extentOf(run, 'post')).toEqual({ last: 4, reached: 2, done: false });
    expect(extentOf(run, 'weight')).toEqual({ last: 3, reached: 1, done: false });
    expect(extentOf(run, 'gradWeight')).toEqual({ last: 3, reached: 1, done: false });
  });
});

describe('playing', () => {
  it('starts at the beginning, goes on from where it was stopped, and ends', () => {
    const started = toggled(live, extent);
    expect(started).toMatchObject({ time: 0, playing: true });
    const later = advanced(started, 0.25, extent);
    expect(later.time).toBe(2.5);
    const stopped = toggled(later, extent);
    expect(stopped).toMatchObject({ time: 2.5, playing: false });
    expect(toggled(stopped, extent).time).toBe(2.5);
    expect(advanced(later, 9, extent)).toMatchObject({ time: 4, playing: false });
    expect(toggled(advanced(later, 9, extent), extent).time).toBe(0);
  });

  it('rests at the end of a loop, and begins again', () => {
    const looping = { ...toggled(live, extent), loop: true, speed: 2 as const };
    const end = advanced({ ...looping, time: 3.9 }, 0.1, extent);
    expect(end).toMatchObject({ time: 5.9, playing: true });
    expect(advanced(end, 2, extent)).toMatchObject({ time: 0, playing: true });
  });

  it('waits for a run that streams', () => {
    const streaming: Extent = { last: 4, reached: 1, done: false };
    const playing = { ...live, time: 0.5, playing: true };
    expect(advanced(playing, 1, streaming)).toMatchObject({ time: 1, playing: true });
    const none = { last: 4, reached: -1, done: false };
    expect(advanced({ ...playing, time: 0 }, 1, none)).toMatchObject({ time: 0, playing: true });
  });

  it('steps by whole layers, within what there is', () => {
    expect(stepped(live, -1, extent)).toMatchObject({ time: 3, playing: false });
    expect(stepped({ ...live, time: 1.7, playing: true }, 1, extent).time).toBe(2);
    expect(stepped({ ...live, time: 0 }, -1, extent).time).toBe(0);
    expect(stepped(live, 1, extent).time).toBe(4);
  });
});
