import type { Vector3 } from 'three/webgpu';
import { describe, expect, it } from 'vitest';
import { cameras } from '../../src/model/view';
import { bestView, type Frame, viewpoints } from '../../src/scene/fit';
import { framing } from '../../src/scene/framing';
import { stackOf } from '../../src/scene/layout';
import { Projection } from '../../src/scene/placement';
import { between, eyeOf, seenFrom } from '../../src/scene/pose';
import { lens } from './scene-lens';
import { ranges, state } from './scene-state';

const names = Object.keys(cameras) as (keyof typeof cameras)[];
const frames: Frame[] = [
  { width: 1400, height: 500, em: 18 },
  { width: 900, height: 700, em: 16 },
  { width: 390, height: 500, em: 14 },
  // Words and controls lie over it.
  { width: 950, height: 560, em: 16, above: 73, below: 93 },
];
const cases = names.flatMap((name) =>
  frames.flatMap((frame) =>
    [1, 50, 200].flatMap((depth) =>
      Object.values(ranges).map((range) => ({ name, frame, depth, range })),
    ),
  ),
);

describe('every camera', () => {
  it('keeps the stack in the frame, touches two sides of it, and leaves labels their room', () => {
    for (const { name, frame, depth, range } of cases) {
      const shape = framing(stackOf(depth, range), state({ depth, range, camera: name }));
      const projection = new Projection(
        lens(bestView(shape, viewpoints[name], frame), frame),
        frame,
      );
      const seen = shape.points.map((p: Vector3) => projection.point(p));
      const { left, right, top, bottom } = viewpoints[name].room;
      const { width, height, above = 0, below = 0 } = frame;
      const free = height - above - below;
      const room = (em: number, length: number) => Math.min(em * frame.em, 0.4 * length);
      const margins = [
        Math.min(...seen.map(({ x }) => x)) - room(left, width),
        width - Math.max(...seen.map(({ x }) => x)) - room(right, width),
        Math.min(...seen.map(({ y }) => y)) - above - room(top, free),
        height - below - Math.max(...seen.map(({ y }) => y)) - room(bottom, free),
      ];
      for (const margin of margins) expect(margin).toBeGreaterThan(-0.5);
      expect(margins.filter((margin) => margin < 0.5).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('is left and reached along a way that ends where it should', () => {
    const [frame] = frames;
    const shape = framing(stackOf(50, ranges.log), state({}));
    const poses = names.map((name) => bestView(shape, viewpoints[name], frame!));
    for (const a of poses)
      for (const b of poses) {
        for (const [t, end] of [
          [0, a],
          [1, b],
        ] as const) {
          const pose = between(a, b, t);
          expect(eyeOf(pose).distanceTo(eyeOf(end))).toBeLessThan(1e-6);
          expect(pose.stretch).toBeCloseTo(end.stretch, 9);
        }
        const half = between(a, b, 0.5);
        const { yaw, pitch, distance } = seenFrom(eyeOf(half), half.target);
        expect([yaw, pitch, distance]).toEqual([
          expect.closeTo(half.yaw, 6),
          expect.closeTo(half.pitch, 6),
          expect.closeTo(half.distance, 6),
        ]);
      }
  });
});
