import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { MathUtils, PerspectiveCamera, Ray, Vector3 } from 'three/webgpu';
import { wantsStillness } from '../dom/access';
import type { CameraName } from '../model/view';
import type { Eye } from '../state/page';
import { bestView, type Frame, viewpoints } from './fit';
import type { Framing } from './framing';
import { between, eyeOf, type Pose, seenFrom } from './pose';

/** A move from one view to another, in ms. */
const MOVE = 300;
/** The eye's distances, for a lens whose tangent is 1. */
const [NEAREST, FARTHEST] = [0.5, 20];

const NO_FRAME: Frame = { width: 0, height: 0, em: 0 };

const sameFrame = (a: Frame, b: Frame) =>
  a.width === b.width &&
  a.height === b.height &&
  a.above === b.above &&
  a.below === b.below &&
  a.em === b.em;

interface Move {
  readonly from: Pose;
  readonly to: Pose;
  readonly start: number;
}

/** A picture that is seen through the camera. */
interface Seat {
  readonly controls: OrbitControls;
  readonly changed: () => void;
  frame: Frame;
}

/**
 * The eye: framed to fill the picture until a person takes it. Several pictures may share it: a turn
 * in any of them is one in all.
 */
export class Camera {
  readonly eye = new PerspectiveCamera();
  readonly #target = new Vector3();
  readonly #seats = new Map<HTMLElement, Seat>();
  #taken = false;
  /** Where a person has put the eye, as it was last said. */
  #placed: Eye | undefined;
  #name: CameraName | undefined;
  #framing: Framing | undefined;
  /** What is to be seen, and what the view fits. */
  #aim = '';
  #fit: { readonly aim: string; readonly frame: Frame } | undefined;
  #move: Move | undefined;
  #lens = { tangent: 1, stretch: 1 };

  /**
   * Lets a person turn the picture in `element`; `changed` asks for it to be drawn, `placed` is told
   * where the eye has come to rest.
   */
  seat(element: HTMLElement, changed: () => void, placed: (eye: Eye) => void): void {
    const controls = new OrbitControls(this.eye, element);
    // One place to look at for all: what one of them moves is moved for the others.
    controls.target = this.#target;
    controls.maxPolarAngle = MathUtils.degToRad(88);
    controls.zoomToCursor = true;
    // Made, they looked at a place of their own.
    this.eye.lookAt(this.#target);
    let turned = false;
    controls.addEventListener('change', () => {
      turned = true;
      this.#changed();
    });
    controls.addEventListener('start', () => {
      turned = false;
      this.#taken = true;
      this.#move = undefined;
    });
    controls.addEventListener('end', () => {
      // A click turns nothing.
      this.#taken = turned || this.#placed !== undefined;
      if (turned) placed(this.#eyeNow());
    });
    this.#seats.set(element, { controls, changed, frame: NO_FRAME });
  }

  /** The picture in `element` is not seen at present: others need not leave room for it. */
  hide(element: HTMLElement): void {
    this.#seats.get(element)!.frame = NO_FRAME;
  }

  leave(element: HTMLElement): void {
    this.#seats.get(element)!.controls.dispose();
    this.#seats.delete(element);
  }

  /**
   * Goes to a camera, and follows the stack's and the frame's shape, unless a person has turned the
   * picture. True while it is still on its way. Of several pictures the first one leads.
   */
  frame(element: HTMLElement, name: CameraName, framing: Framing, frame: Frame): boolean {
    this.#seats.get(element)!.frame = frame;
    if (element === this.#leader()) this.#aimAt(name, framing);
    this.#advance();
    this.#focus(frame);
    return this.#move !== undefined;
  }

  /** How much the stack is seen from above, 0 … 1. */
  get overhead(): number {
    const { pitch } = seenFrom(this.eye.position, this.#target);
    return MathUtils.smoothstep(MathUtils.radToDeg(pitch), 55, 80);
  }

  /** From the eye to what it looks at. */
  get distance(): number {
    return this.eye.position.distanceTo(this.#target);
  }

  /** The ray through a place of the picture in `element`, 0 … 1 from the left and from the top. */
  ray(element: HTMLElement, x: number, y: number): Ray {
    this.#focus(this.#seats.get(element)!.frame);
    const { position } = this.eye;
    const through = new Vector3(2 * x - 1, 1 - 2 * y, 0.5).unproject(this.eye);
    return new Ray(position.clone(), through.sub(position).normalize());
  }

  /** Goes where a person has put the eye; undefined: frames the stack again. */
  look(eye: Eye | undefined): void {
    if (eye === this.#placed) return;
    this.#placed = eye;
    this.#taken = eye !== undefined;
    this.#move = undefined;
    if (eye) this.#take({ ...eye, target: new Vector3(...eye.target) });
    else this.#fit = undefined;
    this.#changed();
  }

  #leader(): HTMLElement | undefined {
    for (const [element, { frame }] of this.#seats) if (frame.width > 0) return element;
  }

  #aimAt(name: CameraName, framing: Framing): void {
    const first = this.#name === undefined;
    if (name !== this.#name || framing !== this.#framing)
      this.#aim = JSON.stringify([name, framing]);
    this.#name = name;
    this.#framing = framing;
    if (!this.#taken) this.#follow(name, framing, first);
  }

  #changed(): void {
    for (const { changed } of this.#seats.values()) changed();
  }

  /** Goes where the framing is seen best. Another view is moved to; another frame is not. */
  #follow(name: CameraName, framing: Framing, first: boolean): void {
    const [aim, frame] = [this.#aim, this.#sharedFrame()];
    const turns = aim !== this.#fit?.aim;
    if (!turns && sameFrame(frame, this.#fit!.frame)) return;
    this.#fit = { aim, frame };
    const to = bestView(framing, viewpoints[name], frame);
    if (turns && !first && !wantsStillness()) {
      this.#move = { from: this.#pose(), to, start: performance.now() };
      this.#changed();
    } else if (this.#move) this.#move = { ...this.#move, to };
    else this.#take(to);
  }

  /** The largest frame that every picture has room for. */
  #sharedFrame(): Frame {
    const frames = [...this.#seats.values()].map(({ frame }) => frame).filter((f) => f.width > 0);
    return {
      width: Math.min(...frames.map(({ width }) => width)),
      height: Math.min(...frames.map(({ height }) => height)),
      above: Math.max(...frames.map(({ above = 0 }) => above)),
      below: Math.max(...frames.map(({ below = 0 }) => below)),
      em: Math.max(...frames.map(({ em }) => em)),
    };
  }

  #advance(): void {
    if (!this.#move) return;
    const { from, to, start } = this.#move;
    const t = Math.min(1, (performance.now() - start) / MOVE);
    this.#take(t < 1 ? between(from, to, MathUtils.smootherstep(t, 0, 1)) : to);
    if (t === 1) this.#move = undefined;
  }

  #eyeNow(): Eye {
    const { target, ...pose } = this.#pose();
    return { ...pose, target: [target.x, target.y, target.z] };
  }

  #pose(): Pose {
    const target = this.#target.clone();
    return { target, ...seenFrom(this.eye.position, target), ...this.#lens };
  }

  #take(pose: Pose): void {
    const { tangent, stretch, target } = pose;
    this.#lens = { tangent, stretch };
    for (const { controls } of this.#seats.values()) {
      controls.minDistance = NEAREST / tangent;
      controls.maxDistance = FARTHEST / tangent;
    }
    this.eye.position.copy(eyeOf(pose));
    this.#target.copy(target);
    this.eye.lookAt(target);
  }

  /** The projection for a frame; depth is resolved about the stack, however far away the eye is. */
  #focus({ width, height }: Frame): void {
    const { tangent, stretch } = this.#lens;
    const { distance } = this;
    this.eye.fov = 2 * MathUtils.radToDeg(Math.atan(tangent));
    this.eye.aspect = width / height / stretch;
    this.eye.near = Math.max(0.5, distance - 40);
    this.eye.far = Math.max(200, distance + 60);
    this.eye.updateProjectionMatrix();
    this.eye.updateMatrixWorld();
  }
}
