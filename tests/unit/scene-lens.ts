import { PerspectiveCamera } from 'three/webgpu';
import type { Frame } from '../../src/scene/fit';
import { eyeOf, type Pose } from '../../src/scene/pose';

/** The camera that sees a frame from a pose, as src/scene/camera.ts sets its own. */
export function lens(pose: Pose, { width, height }: Frame): PerspectiveCamera {
  const fov = (2 * Math.atan(pose.tangent) * 180) / Math.PI;
  const camera = new PerspectiveCamera(fov, width / height / pose.stretch, 0.5, 5000);
  camera.position.copy(eyeOf(pose));
  camera.lookAt(pose.target);
  camera.updateMatrixWorld();
  return camera;
}
