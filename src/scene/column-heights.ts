import {
  Fn,
  float,
  If,
  instanceIndex,
  Loop,
  mix,
  select,
  storage,
  uint,
  uniform,
  uvec2,
  vec4,
  wgslFn,
} from 'three/tsl';
import {
  type ComputeNode,
  type Node,
  type Renderer,
  StorageBufferAttribute,
  Vector3,
  Vector4,
} from 'three/webgpu';
import { MOST_COLUMNS } from '../model/columns';
import { histogramOffset } from '../model/histogram';
import { barHeight, progress } from './bar-height';
import { columnBefore, columnWords, setColumns } from './column-words';
import { floorColour } from './floor';
import type { HeightScale } from './height-scale';
import { LAYERS, layerData, writeLayerData } from './layer-data';
import type { Stack } from './layout';
import { Morph, STALE } from './morph';
import type { SceneState } from './state';
import { stopLoop } from './three-internals';

/** Of a state, what decides which columns stand, and in which colours. */
export type ColumnsState = Pick<SceneState, 'reports' | 'quantity' | 'stale' | 'theme'>;

/** The most heights that there can be: layer after layer, as many as there are columns. */
const HEIGHTS = LAYERS * MOST_COLUMNS;
const heightsOfAll = () => new StorageBufferAttribute(new Float32Array(HEIGHTS), 1);
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
  readonly #peakShare = uniform(1);
  /** The columns that there are, and those that there were when heights were last captured. */
  readonly #columns = uniform(new Vector4());
  readonly #before = uniform(new Vector4());
  readonly #time = uniform(0);
  readonly #ground = uniform(new Vector3());
  readonly #flow = this.#flowing();
  readonly #capture = this.#capturing();
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

  /** The same, of a layer that is on its way. */
  #onItsWay(layer: Node<'uint'>) {
    const data = storage(this.#layers, 'vec4', 0).toReadOnly().element(layer);
    const flow = storage(this.#morph.data, 'vec4', 0).toReadOnly();
    const [past, times] = [flow.element(layer.mul(2)), flow.element(layer.mul(2).add(1))];
    const t = this.#since(times.x).toVar();
    const fade = this.#since(times.y);
    const look = layerLook({ now: data, past, ground: this.#ground, t, fade });
    return {
      t,
      scale: data.w,
      look: vec4(look as Node<'vec4'>).toVar(),
      wasSeen: past.w.greaterThanEqual(0),
    };
  }

  /** A column's height. */
  height(layer: Node<'uint'>, column: Node<'uint'>): Node<'float'> {
    const at = layer.mul(ofALayer(this.#columns)).add(column);
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
    this.reshape(stack);
    this.#ground.value.set(...floorColour(theme));
    writeLayerData(this.#layers, reports, quantity, theme);
    this.#outdated = true;
    this.#morph.follow(state, performance.now());
  }

  /** The axis has moved: the same counts are in other columns. */
  reshape({ depth, columns, peakShare }: Pick<Stack, 'depth' | 'columns' | 'peakShare'>): void {
    setColumns(this.#columns.value, columns);
    this.#flow.count = (depth + 1) * (columns.last + 1);
    this.#peakShare.value = peakShare;
    this.#outdated = true;
  }

  /** What is to come next flows from what is seen now. */
  flow(renderer: Renderer): void {
    this.#morph.restart(this.#captureAll(renderer));
  }

  /** The counts are about to be overwritten: what is seen stays until it has been measured anew. */
  hold(renderer: Renderer): void {
    // What has shown nothing yet rises from the floor.
    if (this.#shown) this.#captureAll(renderer);
    this.#morph.hold(this.#shown?.reports ?? []);
  }

  /** Brings heights up to now, for what is drawn next. True while any is on its way. */
  advance(renderer: Renderer): boolean {
    const time = performance.now();
    this.#time.value = time;
    const moves = this.#morph.moves(time);
    if (moves || this.#outdated) compute(renderer, this.#flow);
    // Once more, when all has come to rest.
    this.#outdated = moves;
    return moves;
  }

  async warmUp(renderer: Renderer): Promise<void> {
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
  #captureAll(renderer: Renderer): number {
    const time = performance.now();
    this.#time.value = time;
    // Not in one: what was captured before may have had other columns.
    compute(renderer, this.#flow);
    this.#capture.count = this.#flow.count;
    compute(renderer, this.#capture);
    this.#before.value.copy(this.#columns.value);
    this.#outdated = true;
    this.#morph.capture(this.#layers.array, floorColour(this.#shown?.theme ?? 'dark'), time);
    return time;
  }

  /** A kernel that writes what heights are at a time. */
  #flowing() {
    return Fn(() => {
      const past = storage(this.#past, 'float', HEIGHTS).toReadOnly();
      const counts = storage(this.counts, 'uint', 0).toReadOnly();
      const [columns, before] = [this.#columns, this.#before];
      const layer = instanceIndex.div(ofALayer(columns)).toVar();
      const column = instanceIndex.mod(ofALayer(columns)).toVar();
      const { t, scale, look, wasSeen } = this.#onItsWay(layer);
      const first = this.#start.add(layer.mul(this.#stride)).toVar();
      const words = uvec2(columnWords({ column, columns }) as Node<'uvec2'>).toVar();
      // What a hidden layer, or a broken one, counted is not looked at.
      const end = select(scale.greaterThan(0), words.y, words.x);
      const count = uint(0).toVar();
      Loop({ start: words.x, end, type: 'uint', condition: '<' }, ({ i }) => {
        count.addAssign(counts.element(first.add(uint(i as unknown as Node<'uint'>))));
      });
      const peakShare = this.#peakShare;
      const height = barHeight({ count, column, scale, ...this.#scale, peakShare, columns });
      // What was not seen may have been deeper in the stack than heights were captured.
      const of = uint(columnBefore({ column, columns, before }) as Node<'uint'>).toVar();
      const was = past.element(layer.mul(ofALayer(before)).add(of));
      const stood = wasSeen.and(of.lessThanEqual(uint(before.x)));
      const now = storage(this.#now, 'float', HEIGHTS);
      now
        .element(instanceIndex)
        .assign(mix(select(stood, was, float(0)), height as Node<'float'>, t));
      const looks = storage(this.#looks, 'vec4', LAYERS * LOOK);
      If(column.equal(uint(0)), () => {
        looks.element(layer.mul(LOOK)).assign(look);
        looks.element(layer.mul(LOOK).add(1)).assign(vec4(t, scale, 0, 0));
      });
    })().compute(HEIGHTS);
  }

  /** A kernel that takes heights as they are for those that columns come from. */
  #capturing() {
    return Fn(() => {
      const now = storage(this.#now, 'float', HEIGHTS).toReadOnly();
      storage(this.#past, 'float', HEIGHTS)
        .element(instanceIndex)
        .assign(now.element(instanceIndex));
    })().compute(HEIGHTS);
  }

  // @types/three does not know what a WGSL function returns.
  #since(begun: Node<'float'>) {
    return float(progress({ time: this.#time, begun }) as Node<'float'>);
  }
}

/** How many heights a layer has. */
const ofALayer = (columns: Node<'vec4'>) => uint(columns.x).add(1);

function compute(renderer: Renderer, kernel: ComputeNode): void {
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
