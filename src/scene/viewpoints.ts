import type { CameraName } from '../model/view';

type Span = readonly [from: number, to: number];

/** From where a camera may see the stack; angles in degrees. Labels' room in em. */
export interface Viewpoint {
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
