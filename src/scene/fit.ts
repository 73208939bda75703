import { MathUtils, Vector3 } from 'three/webgpu';
import type { CameraName } from '../model/view';
import type { Framing } from './framing';
import type { Covered } from './placement';
import { backward, type Pose } from './pose';

/** The picture, what lies over it above and below, and an em of its type, in CSS pixels. */
export interface Frame extends Covered {
  readonly em: number;
}

interface Direction {
  readonly right: Vector3;
  readonly up: Vector3;
  readonly forward: Vector3;
}

const direction = (yaw: number, pitch: number): Direction => {
  const forward = backward(yaw, pitch).negate();
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

/** The nearest eye that sees all points, looking in a given direction, and the picture's stretch. */
function eye(points: readonly Vector3[], d: Direction, v: Viewpoint, frame: Frame) {
  const { width, height, above = 0, below = 0, em } = frame;
  const t = Math.tan(MathUtils.degToRad(v.fov) / 2);
  const free = height - above - below;
  /** Labels' room at an edge: never so much that nothing is left. */
  const room = (ems: number, length: number) => Math.min(ems * em, length * 0.4);
  const inner = (margin: number, length: number) => 1 - (2 * margin) / length;
  const along = (axis: Vector3) => points.map((p) => [p.dot(axis), p.dot(d.forward)] as const);
  const [acrossPoints, upPoints] = [along(d.right), along(d.up)];
  const horizontal = (stretch: number) => {
    const wide = (t * width) / height / stretch;
    return span(
      acrossPoints,
      wide * inner(room(v.room.left, width), width),
      wide * inner(room(v.room.right, width), width),
    );
  };
  const vertical = span(
    upPoints,
    t * inner(below + room(v.room.bottom, free), height),
    t * inner(above + room(v.room.top, free), height),
  );
  // The more it is stretched, the farther away its width puts the eye: halve until height does as well.
  let [low, high] = [-Math.log(v.stretch), Math.log(v.stretch)];
  for (let i = 0; i < 24 && low < high; i++) {
    const middle = (low + high) / 2;
    if (horizontal(Math.exp(middle)).forward < vertical.forward) high = middle;
    else low = middle;
  }
  const stretch = Math.exp(low);
  const h = horizontal(stretch);
  const forward = Math.min(h.forward, vertical.forward);
  const position = new Vector3()
    .addScaledVector(d.right, h.across(forward))
    .addScaledVector(d.up, vertical.across(forward))
    .addScaledVector(d.forward, forward);
  return { position, stretch, tangent: t };
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
 * Of the views that a viewpoint allows, the one in which the floor covers most of the frame while
 * every point stays inside it, with room for labels.
 */
export function bestView(framing: Framing, viewpoint: Viewpoint, frame: Frame): Pose {
  const { points, floor } = framing;
  const middle = floor.reduce((sum, p) => sum.add(p), new Vector3()).divideScalar(floor.length);
  let best: { area: number; pose: Pose } | undefined;
  for (const yaw of range(...(viewpoint.yaws ?? framing.yaws), 2))
    for (const pitch of range(...viewpoint.pitches, 2)) {
      const d = direction(yaw, pitch);
      const { position, stretch, tangent } = eye(points, d, viewpoint, frame);
      const covered = area(floor, position, d);
      if (best && covered <= best.area) continue;
      const distance = middle.clone().sub(position).dot(d.forward);
      const target = position.addScaledVector(d.forward, distance);
      best = { area: covered, pose: { target, yaw, pitch, distance, tangent, stretch } };
    }
  return best!.pose;
}

type Span = readonly [from: number, to: number];

/** From where a camera may see the stack; angles in degrees. Labels' room in em. */
interface Viewpoint {
  /** Away from the front; without, what suits the stack. */
  readonly yaws?: Span;
  /** Up from the floor. */
  readonly pitches: Span;
  /** Vertical field of view. */
  readonly fov: number;
  /** How far the picture may be stretched, either way, to fill the frame. */
  readonly stretch: number;
  readonly room: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

/** So narrow that depth hardly shrinks: what lies on one value, or in one layer, stays in line. */
const NARROW = 0.5;

export const viewpoints: Record<CameraName, Viewpoint> = {
  // From the right, so that depth recedes to the right. Lower than 20° the rows hide one another.
  threeQuarter: {
    pitches: [20, 40],
    fov: 28,
    stretch: 1,
    room: { left: 2.6, right: 2.2, top: 0.8, bottom: 2.2 },
  },
  // A little from above, so that equal layers do not wholly hide one another.
  front: {
    yaws: [0, 0],
    pitches: [12, 12],
    fov: NARROW,
    stretch: 3,
    room: { left: 7, right: 3, top: 1, bottom: 3.6 },
  },
  // Layers from left to right, as in a chart.
  side: {
    yaws: [90, 90],
    pitches: [14, 14],
    fov: NARROW,
    stretch: 3,
    room: { left: 5, right: 3, top: 1, bottom: 3.6 },
  },
  // Not quite 90°, so that which way is up stays known.
  top: {
    yaws: [0, 0],
    pitches: [89.99, 89.99],
    fov: NARROW,
    // A heatmap has no shape of its own.
    stretch: 8,
    room: { left: 7, right: 3, top: 1, bottom: 3.6 },
  },
};
