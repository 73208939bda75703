import { MathUtils, Vector3 } from 'three/webgpu';

/** Where the eye is and how it looks: angles in radians, away from the front and up from the floor. */
export interface Pose {
  readonly target: Vector3;
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
  /** Tangent of half the vertical field of view. */
  readonly tangent: number;
  /** How much wider than high the same length is drawn. */
  readonly stretch: number;
}

/** Towards the eye. */
export const backward = (yaw: number, pitch: number) =>
  new Vector3(Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch));

export const eyeOf = ({ target, yaw, pitch, distance }: Pose) =>
  target.clone().addScaledVector(backward(yaw, pitch), distance);

/** The angles under which `target` is seen from `eye`. */
export function seenFrom(eye: Vector3, target: Vector3) {
  const { x, y, z } = eye.clone().sub(target);
  const across = Math.hypot(x, z);
  return {
    yaw: Math.atan2(x, z),
    pitch: Math.atan2(y, across),
    distance: Math.hypot(across, y),
  };
}

const geometric = (a: number, b: number, t: number) => a * (b / a) ** t;

/** A pose on the way from `a` to `b`. What is seen grows evenly, also while the lens changes. */
export function between(a: Pose, b: Pose, t: number): Pose {
  const turn = MathUtils.euclideanModulo(b.yaw - a.yaw + Math.PI, 2 * Math.PI) - Math.PI;
  const tangent = geometric(a.tangent, b.tangent, t);
  return {
    target: a.target.clone().lerp(b.target, t),
    yaw: a.yaw + turn * t,
    pitch: MathUtils.lerp(a.pitch, b.pitch, t),
    distance: geometric(a.distance * a.tangent, b.distance * b.tangent, t) / tangent,
    tangent,
    stretch: geometric(a.stretch, b.stretch, t),
  };
}
