/** How layers' bars flow from what they showed to what they are: since when, and from which colour. */
import { StorageBufferAttribute } from 'three/webgpu';
import { wantsStillness } from '../dom/access';
import type { Rgb } from '../model/colour';
import type { LayerReport, Statistics } from '../model/report';
import { LAYERS } from './layer-data';
import type { SceneState } from './state';

/** Duration in ms of moving bars to new heights, and of fading stale ones. */
export const MORPH = 300;
/** How far stale bars fade towards the floor's colour. */
export const STALE = 0.6;

/** Beginnings of what has not begun, and of what has long ended; floats keep both exactly. */
const [NOT_YET, LONG_AGO] = [2 ** 100, -(2 ** 100)];

/** Fast at first, so that an answer is seen in its first frame. The shader's `progress` is the same. */
export const eased = (elapsed: number) => 1 - (1 - Math.max(0, Math.min(1, elapsed / MORPH))) ** 3;

/** A layer's words: past colour, how much of a broken plate it was (−1: was not seen), two times. */
const WORDS = 8;
const [PLATE, BEGUN, STALE_SINCE] = [3, 4, 5];

/** The part of a state that decides which layers have been measured. */
type Measured = Pick<SceneState, 'reports' | 'quantity' | 'stale'>;

export class Morph {
  /** Data for the shader: two vectors per layer. */
  readonly data = new StorageBufferAttribute(new Float32Array(LAYERS * WORDS), 4);
  readonly #words = this.data.array as Float32Array;
  /** What was measured when bars were held: whatever else is reported is new. */
  #kept: readonly (Statistics | undefined)[] = [];
  #end = LONG_AGO;

  constructor() {
    for (let at = 0; at < this.#words.length; at += WORDS)
      this.#words.set([-1, LONG_AGO, NOT_YET], at + PLATE);
  }

  /**
   * Takes the colours that are seen at this time for those that bars come from; `layers`: where they
   * go. Heights are to be taken at the same time.
   */
  capture(layers: ArrayLike<number>, ground: Rgb, time: number): void {
    for (let layer = 0; layer < LAYERS; layer++) {
      const past = this.#words.subarray(layer * WORDS, (layer + 1) * WORDS);
      const t = eased(time - past[BEGUN]!);
      // An animation that has not begun still shows its old colour.
      if (t === 0) continue;
      const fade = STALE * eased(time - past[STALE_SINCE]!);
      const scale = layers[layer * 4 + 3]!;
      const wasSeen = past[PLATE]! >= 0;
      for (let i = 0; i < 3; i++) {
        const to = layers[layer * 4 + i]!;
        const from = wasSeen ? mix(past[i]!, ground[i]!, fade) : to;
        past[i] = mix(from, scale === 0 ? from : to, t);
      }
      const plate = mix(Math.max(0, past[PLATE]!), scale < 0 ? 1 : 0, t);
      past.set([scale === 0 && t === 1 ? -1 : plate, t === 1 ? LONG_AGO : time, NOT_YET], PLATE);
    }
  }

  /** All bars stay as captured until they are measured anew: `reports` are what was. */
  hold(reports: readonly LayerReport[]): void {
    this.#kept = reports.map(({ pre }) => pre);
    for (let layer = 0; layer < LAYERS; layer++) this.#words[layer * WORDS + BEGUN] = NOT_YET;
    this.#end = LONG_AGO;
    this.data.needsUpdate = true;
  }

  /** All bars that are not held flow from what was captured. */
  restart(time: number): void {
    for (let layer = 0; layer < LAYERS; layer++)
      if (!this.#isHeld(layer)) this.#begin(layer, BEGUN, time);
  }

  /** Lets what has been measured flow, what has not step back, and hides it where nothing is stale. */
  follow({ reports, quantity, stale }: Measured, time: number): void {
    for (let layer = 0; layer < LAYERS; layer++) {
      if (!this.#isHeld(layer)) continue;
      const at = layer * WORDS;
      const report = reports[layer];
      if (report?.[quantity]) {
        if (report.pre !== this.#kept[layer]) this.#begin(layer, BEGUN, time);
      } else if (!stale) this.#words[at + BEGUN] = LONG_AGO;
      else if (this.#words[at + STALE_SINCE] === NOT_YET) this.#begin(layer, STALE_SINCE, time);
    }
    this.data.needsUpdate = true;
  }

  /** Whether any bar is still moving. */
  moves(time: number): boolean {
    return time < this.#end;
  }

  #isHeld(layer: number): boolean {
    return this.#words[layer * WORDS + BEGUN] === NOT_YET;
  }

  #begin(layer: number, what: number, time: number): void {
    this.#words[layer * WORDS + what] = wantsStillness() ? LONG_AGO : time;
    if (!wantsStillness()) this.#end = time + MORPH;
  }
}

const mix = (from: number, to: number, t: number) => from + (to - from) * t;
