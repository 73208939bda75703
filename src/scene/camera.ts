import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { MathUtils, PerspectiveCamera, Ray, Vector3 } from 'three/webgpu';
import type { CameraName } from '../model/view';
import { bestView, type Frame } from './fit';
import type { Framing } from './framing';
import { between, eyeOf, type Pose, seenFrom } from './pose';
import { viewpoints } from './viewpoints';

/** A move from one camera to another, in ms. */
const MOVE = 400;
/** The eye's distances, for a lens whose tangent is 1. */
const [NEAREST, FARTHEST] = [0.5, 20];

interface Move {
  readonly from: Pose;
  readonly to: Pose;
  readonly start: number;
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The eye: framed to fill the picture until a person takes it. */
export class Camera {
  readonly eye = new PerspectiveCamera();
  readonly #controls: OrbitControls;
  #taken = false;
  #name: CameraName | undefined;
  #framed = '';
  #move: Move | undefined;
  #lens = { tangent: 1, stretch: 1 };

  constructor(element: HTMLElement, changed: () => void) {
    this.#controls = new OrbitControls(this.eye, element);
    this.#controls.maxPolarAngle = MathUtils.degToRad(88);
    this.#controls.zoomToCursor = true;
    this.#controls.addEventListener('change', changed);
    this.#controls.addEventListener('start', () => {
      this.#taken = true;
      this.#move = undefined;
    });
  }

  /**
   * Goes to a camera, and follows the stack's and the frame's shape, unless a person has turned the
   * picture. True while it is still on its way.
   */
  frame(name: CameraName, framing: Framing, frame: Frame): boolean {
    const key = JSON.stringify([name, framing, frame]);
    const first = this.#name === undefined;
    const other = name !== this.#name;
    this.#name = name;
    // A person's own view is kept until another camera is chosen.
    if (other) this.#taken = false;
    if (!this.#taken && key !== this.#framed) {
      const moves = (other || this.#framed === '') && !first && !still();
      this.#framed = key;
      this.#go(bestView(framing, viewpoints[name], frame), moves);
    }
    this.#advance();
    this.#focus(frame);
    return this.#move !== undefined;
  }

  /** How much the stack is seen from above, 0 … 1. */
  get overhead(): number {
    const pitch = 90 - MathUtils.radToDeg(this.#controls.getPolarAngle());
    return MathUtils.smoothstep(pitch, 55, 80);
  }

  /** The ray through a place of the picture, 0 … 1 from the left and from the top. */
  ray(x: number, y: number): Ray {
    const { position } = this.eye;
    const through = new Vector3(2 * x - 1, 1 - 2 * y, 0.5).unproject(this.eye);
    return new Ray(position.clone(), through.sub(position).normalize());
  }

  /** Gives the picture back its own frame, at the next `frame`. */
  release(): void {
    this.#taken = false;
    this.#framed = '';
  }

  dispose(): void {
    this.#controls.dispose();
  }

  #go(to: Pose, moves: boolean): void {
    if (moves) this.#move = { from: this.#pose(), to, start: performance.now() };
    else if (this.#move) this.#move = { ...this.#move, to };
    else this.#take(to);
  }

  #advance(): void {
    if (!this.#move) return;
    const { from, to, start } = this.#move;
    const t = Math.min(1, (performance.now() - start) / MOVE);
    this.#take(t < 1 ? between(from, to, MathUtils.smootherstep(t, 0, 1)) : to);
    if (t === 1) this.#move = undefined;
  }

  #pose(): Pose {
    const { target } = this.#controls;
    return { target: target.clone(), ...seenFrom(this.eye.position, target), ...this.#lens };
  }

  #take(pose: Pose): void {
    const { tangent, stretch, target } = pose;
    this.#lens = { tangent, stretch };
    this.#controls.minDistance = NEAREST / tangent;
    this.#controls.maxDistance = FARTHEST / tangent;
    this.eye.position.copy(eyeOf(pose));
    this.#controls.target.copy(target);
    this.#controls.update();
  }

  /** The projection for the frame; depth is resolved about the stack, however far away the eye is. */
  #focus({ width, height }: Frame): void {
    const { tangent, stretch } = this.#lens;
    const distance = this.eye.position.distanceTo(this.#controls.target);
    this.eye.fov = 2 * MathUtils.radToDeg(Math.atan(tangent));
    this.eye.aspect = width / height / stretch;
    this.eye.near = Math.max(0.5, distance - 40);
    this.eye.far = Math.max(200, distance + 60);
    this.eye.updateProjectionMatrix();
    this.eye.updateMatrixWorld();
  }
}
