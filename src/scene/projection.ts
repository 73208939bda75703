import type { Camera, Vector3 } from 'three/webgpu';
import type { Point, Size } from './placement';

/** Where places of the world are on the screen. */
export class Projection {
  constructor(
    readonly camera: Camera,
    readonly frame: Size,
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
