import type { Camera, Vector3 } from 'three/webgpu';

/** Where labels go on the screen: pure geometry, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
/** A picture; at its upper and lower edge something may lie over it, so high. */
export interface Covered extends Size {
  readonly above?: number;
  readonly below?: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** A label's middle and its extent. */
export interface Placed extends Point, Size {
  readonly text: string;
  readonly kind: LabelKind;
}
export const labelKinds = ['tick', 'title', 'broken', 'pointed', 'wall'] as const;
export type LabelKind = (typeof labelKinds)[number];

/** How far a box extends from its middle along a unit vector. */
export const reach = (size: Size, along: Point) =>
  (Math.abs(along.x) * size.width + Math.abs(along.y) * size.height) / 2;

/** The middle of a box that lies wholly beyond `from`, `gap` away, in direction `outward`. */
export function beyond(from: Point, outward: Point, size: Size, gap: number): Point {
  const distance = gap + reach(size, outward);
  return { x: from.x + outward.x * distance, y: from.y + outward.y * distance };
}

const apart = (a: Point & Size, b: Point & Size, gap: number) =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 + gap ||
  Math.abs(a.y - b.y) >= (a.height + b.height) / 2 + gap / 4;

export const allApart = (boxes: readonly (Point & Size)[], gap: number) =>
  boxes.every((a, i) => boxes.slice(i + 1).every((b) => apart(a, b, gap)));

const inside = (box: Point & Size, { width, height, above = 0, below = 0 }: Covered) =>
  box.x - box.width / 2 >= 0 &&
  box.x + box.width / 2 <= width &&
  box.y - box.height / 2 >= above &&
  box.y + box.height / 2 <= height - below;

/** The box moved into what is free of the frame, `margin` away from its edges. */
export function clamped<T extends Point & Size>(box: T, frame: Covered, margin: number): T {
  const { width, height, above = 0, below = 0 } = frame;
  const clamp = (x: number, half: number, from: number, to: number) =>
    Math.max(from + half + margin, Math.min(to - half - margin, x));
  return {
    ...box,
    x: clamp(box.x, box.width / 2, 0, width),
    y: clamp(box.y, box.height / 2, above, height - below),
  };
}

/**
 * Of each label's alternatives the first that lies in the frame and touches no earlier label: so the
 * first labels are the most important.
 */
export function withoutCollisions(
  labels: readonly (readonly Placed[])[],
  frame: Covered,
  gap: number,
): Placed[] {
  const kept: Placed[] = [];
  for (const alternatives of labels) {
    const free = alternatives.find(
      (label) => inside(label, frame) && kept.every((other) => apart(label, other, gap)),
    );
    if (free) kept.push(free);
  }
  return kept;
}

/** Where places of the world are on the screen. */
export class Projection {
  constructor(
    readonly camera: Camera,
    readonly frame: Covered,
  ) {}

  /** Whether a place is before the eye, not behind it. */
  sees(p: Vector3): boolean {
    return p.clone().applyMatrix4(this.camera.matrixWorldInverse).z < 0;
  }

  point(p: Vector3): Point {
    const { x, y } = p.clone().project(this.camera);
    return { x: ((x + 1) / 2) * this.frame.width, y: ((1 - y) / 2) * this.frame.height };
  }

  /** Direction on the screen, of length 1, in which a direction of the world leads from a place. */
  direction(p: Vector3, along: Vector3): Point {
    const [from, to] = [this.point(p), this.point(p.clone().addScaledVector(along, 0.3))];
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  }
}
