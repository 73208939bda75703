import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { MathUtils, PerspectiveCamera } from 'three/webgpu';
import { bestView, type Frame } from './fit';
import type { Framing } from './framing';

const FOV = 28;

/** The eye: framed to fill the picture until a person takes it. */
export class Camera {
  readonly eye = new PerspectiveCamera(FOV, 1, 0.5, 200);
  readonly #controls: OrbitControls;
  #taken = false;
  #framed = '';

  constructor(element: HTMLElement, changed: () => void) {
    this.#controls = new OrbitControls(this.eye, element);
    this.#controls.maxPolarAngle = MathUtils.degToRad(88);
    this.#controls.minDistance = 2;
    this.#controls.maxDistance = 80;
    this.#controls.zoomToCursor = true;
    this.#controls.addEventListener('change', changed);
    this.#controls.addEventListener('start', () => {
      this.#taken = true;
    });
  }

  /** Follows the stack's and the frame's shape, unless a person has turned the picture. */
  frame(framing: Framing, frame: Frame): void {
    this.eye.aspect = frame.width / frame.height;
    this.eye.updateProjectionMatrix();
    const key = JSON.stringify([framing, frame]);
    if (this.#taken || key === this.#framed) return;
    this.#framed = key;
    const { position, target } = bestView(framing, FOV, frame);
    this.eye.position.copy(position);
    this.#controls.target.copy(target);
    this.#controls.update();
  }

  /** Gives the picture back its own frame, at the next `frame`. */
  release(): void {
    this.#taken = false;
    this.#framed = '';
  }

  dispose(): void {
    this.#controls.dispose();
  }
}
