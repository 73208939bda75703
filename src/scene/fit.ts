import { MathUtils, Vector3 } from 'three/webgpu';
import type { Framing } from './framing';

/** Pixels at each side of the picture that belong to labels. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly insets: Insets;
}

export interface Viewpoint {
  readonly position: Vector3;
  readonly target: Vector3;
}

interface Direction {
  readonly right: Vector3;
  readonly up: Vector3;
  readonly forward: Vector3;
}

const direction = (yaw: number, pitch: number): Direction => {
  const forward = new Vector3(
    -Math.sin(yaw) * Math.cos(pitch),
    -Math.sin(pitch),
    -Math.cos(yaw) * Math.cos(pitch),
  );
  const right = new Vector3(Math.cos(yaw), 0, -Math.sin(yaw));
  return { forward, right, up: right.clone().cross(forward) };
};

/**
 * Along one axis of the screen, the eye at (e, f) sees a point (p, q) if
 * p − e ≤ high·(q − f) and e − p ≤ low·(q − f): two half planes, so the nearest eye is exact.
 */
function span(points: readonly (readonly [p: number, q: number])[], low: number, high: number) {
  const most = Math.max(...points.map(([p, q]) => p - high * q));
  const least = Math.min(...points.map(([p, q]) => p + low * q));
  return {
    forward: (least - most) / (low + high),
    across: (forward: number) => (most + high * forward + least - low * forward) / 2,
  };
}

/** The nearest eye that sees all points, looking in a given direction. */
function eye(points: readonly Vector3[], d: Direction, fov: number, frame: Frame): Vector3 {
  const { width, height, insets } = frame;
  const t = Math.tan(MathUtils.degToRad(fov) / 2);
  const inner = (inset: number, length: number) => 1 - (2 * Math.min(inset, length * 0.4)) / length;
  const wide = (t * width) / height;
  const along = (axis: Vector3) => points.map((p) => [p.dot(axis), p.dot(d.forward)] as const);
  const h = span(
    along(d.right),
    wide * inner(insets.left, width),
    wide * inner(insets.right, width),
  );
  const v = span(along(d.up), t * inner(insets.bottom, height), t * inner(insets.top, height));
  const forward = Math.min(h.forward, v.forward);
  return new Vector3()
    .addScaledVector(d.right, h.across(forward))
    .addScaledVector(d.up, v.across(forward))
    .addScaledVector(d.forward, forward);
}

/** Area that a convex polygon covers on the screen, up to a constant. */
function area(polygon: readonly Vector3[], position: Vector3, d: Direction): number {
  const flat = polygon.map((p) => {
    const from = p.clone().sub(position);
    const q = from.dot(d.forward);
    return [from.dot(d.right) / q, from.dot(d.up) / q] as const;
  });
  return Math.abs(
    flat.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = flat[(i + 1) % flat.length]!;
      return sum + (x * nextY - nextX * y) / 2;
    }, 0),
  );
}

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) =>
    MathUtils.degToRad(from + i * step),
  );

/**
 * Of the three-quarter views (from the right, so that depth recedes to the right; `yaws` in
 * degrees), the one in which the floor covers most of the frame while every point stays inside the
 * insets. Lower than 20° the rows hide one another.
 */
export function bestView({ points, floor, yaws }: Framing, fov: number, frame: Frame): Viewpoint {
  let best: { area: number; position: Vector3; d: Direction } | undefined;
  for (const yaw of range(...yaws, 2))
    for (const pitch of range(20, 40, 2)) {
      const d = direction(yaw, pitch);
      const position = eye(points, d, fov, frame);
      const covered = area(floor, position, d);
      if (!best || covered > best.area) best = { area: covered, position, d };
    }
  const { position, d } = best!;
  const middle = floor
    .reduce((sum, p) => sum.add(p), new Vector3())
    .divideScalar(floor.length)
    .sub(position);
  const target = position.clone().addScaledVector(d.forward, middle.dot(d.forward));
  return { position, target };
}
