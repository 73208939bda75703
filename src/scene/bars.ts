import {
  attribute,
  cameraPosition,
  instanceIndex,
  storage,
  uint,
  uniform,
  varying,
  vec4,
} from 'three/tsl';
import {
  DoubleSide,
  type InstancedBufferGeometry,
  MathUtils,
  Mesh,
  MeshBasicNodeMaterial,
  type Node,
  type StorageBufferAttribute,
  Vector2,
  Vector3,
} from 'three/webgpu';
import type { Theme } from '../model/colour';
import { HISTOGRAM_WORDS, histogramOffset, type Quantity } from '../model/histogram';
import type { Pointed } from '../model/view';
import { barColour } from './bar-colour';
import { barCorner, barHeight, TOP_LIGHT } from './bar-shader';
import { cornerGeometry } from './corner-geometry';
import { floorColour } from './floor';
import type { HeightScale } from './height-scale';
import type { Stack } from './layout';

/** The light theme's colours are dark, to be read on paper; faces need them lighter. */
const EXPOSURE: Record<Theme, number> = { dark: 1, light: 1.45, contrast: 1 };

/** What stands out from bars and floor, grey of 0 … 1. */
const INK: Record<Theme, number> = { dark: 1, light: 0, contrast: 1 };

/** What the shader knows of the stack's shape. */
const SHAPE = ['binWidth', 'slotWidth', 'peakShare', 'spacing'] as const;

/** Every bar of every layer in one draw, straight from the counts and the layers' data on the GPU. */
export class Bars {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshBasicNodeMaterial>;
  readonly #start = uniform(0, 'uint');
  readonly #stride = uniform(0, 'uint');
  readonly #exposure = uniform(1);
  readonly #overhead = uniform(0);
  readonly #ground = uniform(new Vector3());
  readonly #ink = uniform(new Vector3());
  readonly #marked = uniform(new Vector2(-1, -1));
  readonly #shape = {
    binWidth: uniform(0),
    slotWidth: uniform(0),
    peakShare: uniform(1),
    spacing: uniform(1),
  };
  readonly #heights = { perValue: uniform(0), logUnit: uniform(0) };
  readonly #thickness = uniform(1);
  /** How far layers have come forward, so that they grow about their middle. */
  readonly #forward = uniform(0);
  #seen = { theme: 'dark' as Theme, spacing: 1, thickness: 1 };

  /** `counts`: the histograms, u32. `layers`: a layer's colour and 1 / elements, vec4. */
  constructor(counts: StorageBufferAttribute, layers: StorageBufferAttribute) {
    const column = instanceIndex.mod(uint(HISTOGRAM_WORDS));
    const layer = instanceIndex.div(uint(HISTOGRAM_WORDS));
    const word = this.#start.add(layer.mul(this.#stride)).add(column);
    const data = storage(layers, 'vec4', 0).toReadOnly().element(layer);
    const words = storage(counts, 'uint', 0).toReadOnly();
    const count = (at: typeof word) => words.element(at);
    // @types/three does not know what a WGSL function returns.
    const corner = vec4(
      barCorner({
        corner: attribute('position', 'vec3'),
        face: attribute('normal', 'vec3'),
        column,
        layer,
        count: count(word),
        countLeft: count(word.sub(1)),
        countRight: count(word.add(1)),
        scale: data.w,
        eye: cameraPosition,
        ...this.#shape,
        ...this.#heights,
        thickness: this.#thickness,
        forward: this.#forward,
        exposure: this.#exposure,
      }) as Node<'vec4'>,
    );
    // Mirrored towards the eye, a face may wind either way.
    const material = new MeshBasicNodeMaterial({ side: DoubleSide });
    material.positionNode = corner.xyz;
    const { slotWidth, peakShare } = this.#shape;
    const top = barHeight({
      count: count(word),
      column,
      scale: data.w,
      ...this.#heights,
      slotWidth,
      peakShare,
    });
    material.colorNode = varying(
      barColour({
        colour: data.xyz,
        light: corner.w,
        ground: this.#ground,
        ink: this.#ink,
        top,
        scale: data.w,
        overhead: this.#overhead,
        layer,
        column,
        marked: this.#marked,
      }) as Node<'vec3'>,
    );
    this.mesh = new Mesh(cornerGeometry(), material);
    this.mesh.frustumCulled = false;
  }

  /** Draws the first `layers` layers. */
  update(stack: Stack, quantity: Quantity, theme: Theme, layers: number): void {
    this.#seen = { theme, spacing: stack.spacing, thickness: stack.thickness };
    this.#ground.value.set(...floorColour(theme));
    this.#ink.value.setScalar(INK[theme]);
    this.seeFromAbove(this.#overhead.value);
    this.#start.value = histogramOffset(0, quantity);
    this.#stride.value = histogramOffset(1, quantity) - histogramOffset(0, quantity);
    for (const name of SHAPE) this.#shape[name].value = stack[name];
    this.mesh.geometry.instanceCount = layers * HISTOGRAM_WORDS;
    this.mesh.visible = layers > 0;
  }

  /** Marks what is pointed at. */
  mark(pointed: Pointed | undefined): void {
    this.#marked.value.set(pointed?.layer ?? -1, pointed?.bin === undefined ? -1 : pointed.bin + 1);
  }

  /** What heights say. */
  raise({ perValue, logUnit }: HeightScale): void {
    this.#heights.perValue.value = perValue;
    this.#heights.logUnit.value = logUnit;
  }

  /**
   * How much the eye is above, 0 … 1: then colour says what height does not, rows touch as in a
   * heatmap, and colours are the legend's.
   */
  seeFromAbove(overhead: number): void {
    const { theme, spacing, thickness } = this.#seen;
    this.#overhead.value = overhead;
    this.#exposure.value = MathUtils.lerp(EXPOSURE[theme], 1 / TOP_LIGHT, overhead);
    this.#thickness.value = MathUtils.lerp(thickness, spacing, overhead);
    this.#forward.value = (this.#thickness.value - thickness) / 2;
  }

  /** Where the drawn histograms are: the first one's start, and from one layer to the next. */
  get words() {
    return { start: this.#start.value, stride: this.#stride.value };
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
