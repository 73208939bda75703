import { Fn, float, If, instanceIndex, mix, storage, uint, uniform, vec4, wgslFn } from 'three/tsl';
import {
  type ComputeNode,
  type Node,
  StorageBufferAttribute,
  Vector3,
  type WebGPURenderer,
} from 'three/webgpu';
import { HISTOGRAM_WORDS, histogramOffset } from '../model/histogram';
import { barHeight, progress } from './bar-height';
import { floorColour } from './floor';
import type { HeightScale } from './height-scale';
import { LAYERS, layerData, writeLayerData } from './layer-data';
import type { Stack } from './layout';
import { Morph, STALE } from './morph';
import type { SceneState } from './state';
import { stopLoop } from './three-internals';

/** Of a state, what decides which columns stand, and in which colours. */
export type ColumnsState = Pick<SceneState, 'reports' | 'quantity' | 'stale' | 'theme'>;

const COLUMNS = LAYERS * HISTOGRAM_WORDS;
const heightsOfAll = () => new StorageBufferAttribute(new Float32Array(COLUMNS), 1);
/** Vectors of what a layer looks like: colour and plate; then how far it has come, and its scale. */
const LOOK = 2;

/**
 * Heights and colours of one set of histograms' columns, computed on the GPU from the counts there.
 * They flow from what they were to what they are.
 */
export class ColumnHeights {
  readonly #layers = layerData();
  readonly #morph = new Morph();
  /** Heights that columns come from, and those that they have: kept, because a bar has 12 corners. */
  readonly #past = heightsOfAll();
  readonly #now = heightsOfAll();
  /** What layers look like now: a layer has thousands of corners. */
  readonly #looks = new StorageBufferAttribute(new Float32Array(LAYERS * LOOK * 4), 4);
  readonly #start = uniform(0, 'uint');
  readonly #stride = uniform(0, 'uint');
  readonly #scale = { perValue: uniform(0), logUnit: uniform(0) };
  readonly #shape = { peakShare: uniform(1), slotWidth: uniform(0) };
  readonly #time = uniform(0);
  readonly #ground = uniform(new Vector3());
  readonly #flow = this.#writing(this.#now);
  readonly #capture = this.#writing(this.#past);
  #outdated = true;
  #shown: ColumnsState | undefined;

  /** `counts`: the histograms, u32. */
  constructor(readonly counts: StorageBufferAttribute) {}

  /** What a shader that draws knows of a layer. */
  layer(layer: Node<'uint'>) {
    const looks = storage(this.#looks, 'vec4', 0).toReadOnly();
    const flow = looks.element(layer.mul(LOOK).add(1)).toVar();
    return { t: flow.x, scale: flow.y, look: looks.element(layer.mul(LOOK)).toVar() };
  }

  /** The same as it is on its way. */
  #flowing(layer: Node<'uint'>) {
    const data = storage(this.#layers, 'vec4', 0).toReadOnly().element(layer);
    const flow = storage(this.#morph.data, 'vec4', 0).toReadOnly();
    const [past, times] = [flow.element(layer.mul(2)), flow.element(layer.mul(2).add(1))];
    const t = this.#since(times.x).toVar();
    const fade = this.#since(times.y);
    const look = layerLook({ now: data, past, ground: this.#ground, t, fade });
    return { t, scale: data.w, look: vec4(look as Node<'vec4'>).toVar() };
  }

  /** A column's height, of all layers' columns in a row. */
  height(at: Node<'uint'>): Node<'float'> {
    return storage(this.#now, 'float', 0).toReadOnly().element(at);
  }

  /** Shows a state's columns by now. */
  show(state: ColumnsState, stack: Stack, scale: HeightScale): void {
    const { reports, quantity, theme } = state;
    this.#shown = state;
    this.#start.value = histogramOffset(0, quantity);
    this.#stride.value = histogramOffset(1, quantity) - histogramOffset(0, quantity);
    this.#scale.perValue.value = scale.perValue;
    this.#scale.logUnit.value = scale.logUnit;
    this.#shape.peakShare.value = stack.peakShare;
    this.#shape.slotWidth.value = stack.slotWidth;
    this.#ground.value.set(...floorColour(theme));
    writeLayerData(this.#layers, reports, quantity, theme);
    this.#outdated = true;
    this.#morph.follow(state, performance.now());
  }

  /** What is to come next flows from what is seen now. */
  flow(renderer: WebGPURenderer): void {
    this.#morph.restart(this.#captureAll(renderer));
  }

  /** The counts are about to be overwritten: what is seen stays until it has been measured anew. */
  hold(renderer: WebGPURenderer): void {
    this.#captureAll(renderer);
    this.#morph.hold(this.#shown?.reports ?? []);
  }

  /** Brings heights up to now, for what is drawn next. True while any is on its way. */
  advance(renderer: WebGPURenderer): boolean {
    const time = performance.now();
    this.#time.value = time;
    const moves = this.#morph.moves(time);
    if (moves || this.#outdated) compute(renderer, this.#flow);
    // Once more, when all has come to rest.
    this.#outdated = moves;
    return moves;
  }

  async warmUp(renderer: WebGPURenderer): Promise<void> {
    await renderer.compileComputeAsync([this.#flow, this.#capture]);
  }

  /** Where the histograms are: the first one's start, and from one layer to the next. */
  get words() {
    return { start: this.#start.value, stride: this.#stride.value };
  }

  dispose(): void {
    this.#flow.dispose();
    this.#capture.dispose();
  }

  /** Takes heights and colours as they are, and tells when that was. */
  #captureAll(renderer: WebGPURenderer): number {
    const time = performance.now();
    this.#time.value = time;
    compute(renderer, this.#capture);
    this.#outdated = true;
    const { theme } = this.#shown ?? { theme: 'dark' };
    this.#morph.capture(this.#layers.array, floorColour(theme), time);
    return time;
  }

  /** A kernel that writes what heights are at a time. */
  #writing(target: StorageBufferAttribute) {
    return Fn(() => {
      const past = storage(this.#past, 'float', COLUMNS);
      // A buffer may be bound once only.
      const written = target === this.#past ? past : storage(target, 'float', COLUMNS);
      const layer = instanceIndex.div(uint(HISTOGRAM_WORDS));
      const column = instanceIndex.mod(uint(HISTOGRAM_WORDS));
      const word = this.#start.add(layer.mul(this.#stride)).add(column);
      const count = storage(this.counts, 'uint', 0).toReadOnly().element(word);
      const { t, scale, look } = this.#flowing(layer);
      const height = barHeight({ count, column, scale, ...this.#scale, ...this.#shape });
      const now = mix(past.element(instanceIndex), height as Node<'float'>, t);
      written.element(instanceIndex).assign(now);
      if (target === this.#past) return;
      const looks = storage(this.#looks, 'vec4', LAYERS * LOOK);
      If(column.equal(0), () => {
        looks.element(layer.mul(LOOK)).assign(look);
        looks.element(layer.mul(LOOK).add(1)).assign(vec4(t, scale, 0, 0));
      });
    })().compute(COLUMNS);
  }

  // @types/three does not know what a WGSL function returns.
  #since(begun: Node<'float'>) {
    return float(progress({ time: this.#time, begun }) as Node<'float'>);
  }
}

function compute(renderer: WebGPURenderer, kernel: ComputeNode): void {
  renderer.compute(kernel);
  stopLoop(renderer);
}

/**
 * A layer's colour on its way, and how much of a broken plate it is (w). `now`: its colour and 1 /
 * elements; `past`: what it was, −1 for what was not seen. What has not been measured anew steps back.
 */
const layerLook = wgslFn(`
fn layerLook(now: vec4f, past: vec4f, ground: vec3f, t: f32, fade: f32) -> vec4f {
  let stepped = mix(past.xyz, ground, ${STALE.toFixed(6)} * fade);
  let before = select(now.xyz, stepped, past.w >= 0.0);
  let after = select(now.xyz, before, now.w == 0.0);
  let plate = mix(max(past.w, 0.0), select(0.0, 1.0, now.w < 0.0), t);
  return vec4f(mix(before, after, t), plate);
}
`);
