import { Fn, float, instanceIndex, mix, storage, uint, uniform, vec4 } from 'three/tsl';
import { type Node, StorageBufferAttribute, Vector3, type WebGPURenderer } from 'three/webgpu';
import { HISTOGRAM_WORDS, histogramOffset } from '../model/histogram';
import { barHeight, progress } from './bar-height';
import { floorColour } from './floor';
import type { HeightScale } from './height-scale';
import { LAYERS, layerData, writeLayerData } from './layer-data';
import { layerLook } from './layer-look';
import type { Stack } from './layout';
import { Morph } from './morph';
import type { SceneState } from './state';
import { rest } from './three-internals';

/** Of a state, what decides which columns stand, and in which colours. */
export type ColumnsState = Pick<SceneState, 'reports' | 'quantity' | 'stale' | 'theme'>;

/**
 * Heights and colours of one set of histograms' columns, computed on the GPU from the counts there.
 * They flow from what they were to what they are.
 */
export class ColumnHeights {
  readonly #layers = layerData();
  readonly #morph = new Morph();
  /** Heights that columns come from. */
  readonly #past = new StorageBufferAttribute(new Float32Array(LAYERS * HISTOGRAM_WORDS), 1);
  readonly #start = uniform(0, 'uint');
  readonly #stride = uniform(0, 'uint');
  readonly #scale = { perValue: uniform(0), logUnit: uniform(0) };
  readonly #shape = { peakShare: uniform(1), slotWidth: uniform(0) };
  readonly #time = uniform(0);
  /** 1 while anything of what was is to be seen. */
  readonly #mixes = uniform(0, 'uint');
  readonly #ground = uniform(new Vector3());
  readonly #capture;
  #shown: ColumnsState | undefined;

  /** `counts`: the histograms, u32. */
  constructor(readonly counts: StorageBufferAttribute) {
    this.#capture = Fn(() => {
      const past = storage(this.#past, 'float', 0);
      const layer = instanceIndex.div(uint(HISTOGRAM_WORDS));
      const column = instanceIndex.mod(uint(HISTOGRAM_WORDS));
      const height = this.layer(layer).height(column, past.element(instanceIndex));
      past.element(instanceIndex).assign(height);
    })().compute(LAYERS * HISTOGRAM_WORDS);
  }

  /** What a shader knows of a layer; `height` by column. */
  layer(layer: Node<'uint'>) {
    const data = storage(this.#layers, 'vec4', 0).toReadOnly().element(layer);
    const flow = storage(this.#morph.data, 'vec4', 0).toReadOnly();
    const [past, times] = [flow.element(layer.mul(2)), flow.element(layer.mul(2).add(1))];
    // @types/three does not know what a WGSL function returns.
    const since = (begun: Node<'float'>) => progress({ time: this.#time, begun }) as Node<'float'>;
    const t = mix(1, since(times.x), float(this.#mixes)).toVar();
    const words = storage(this.counts, 'uint', 0).toReadOnly();
    const heights = storage(this.#past, 'float', 0).toReadOnly();
    const first = this.#start.add(layer.mul(this.#stride));
    // At rest all read the same word.
    const firstPast = layer.mul(HISTOGRAM_WORDS).mul(this.#mixes);
    const look = layerLook({ now: data, past, ground: this.#ground, t, fade: since(times.y) });
    return {
      t,
      scale: data.w,
      look: vec4(look as Node<'vec4'>).toVar(),
      height: (
        column: Node<'uint'>,
        from: Node<'float'> = heights.element(firstPast.add(column.mul(this.#mixes))),
      ): Node<'float'> => {
        const count = words.element(first.add(column));
        const to = barHeight({ count, column, scale: data.w, ...this.#scale, ...this.#shape });
        return mix(from, to as Node<'float'>, t).toVar();
      },
    };
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

  /** Heights as they are now, in what is drawn next. True while any is on its way. */
  advance(): boolean {
    const time = performance.now();
    this.#time.value = time;
    this.#mixes.value = Number(this.#morph.mixes(time));
    return this.#morph.moves(time);
  }

  /** Where the histograms are: the first one's start, and from one layer to the next. */
  get words() {
    return { start: this.#start.value, stride: this.#stride.value };
  }

  dispose(): void {
    this.#capture.dispose();
  }

  /** Takes heights and colours as they are, and tells when that was. */
  #captureAll(renderer: WebGPURenderer): number {
    this.advance();
    const time = this.#time.value;
    renderer.compute(this.#capture);
    rest(renderer);
    const { theme } = this.#shown ?? { theme: 'dark' };
    this.#morph.capture(this.#layers.array, floorColour(theme), time);
    return time;
  }

  async warmUp(renderer: WebGPURenderer): Promise<void> {
    await renderer.compileComputeAsync(this.#capture);
  }
}
