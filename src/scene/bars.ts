import {
  attribute,
  cameraPosition,
  instanceIndex,
  uint,
  uniform,
  varying,
  vec2,
  vec4,
  vertexIndex,
} from 'three/tsl';
import {
  DoubleSide,
  type InstancedBufferGeometry,
  MathUtils,
  Mesh,
  MeshBasicNodeMaterial,
  type Node,
  Vector2,
  Vector3,
  Vector4,
} from 'three/webgpu';
import type { Theme } from '../model/colour';
import { MOST_COLUMNS } from '../model/columns';
import type { Pointed } from '../model/view';
import { barColour } from './bar-colour';
import { barCorner, columnBeside, columnSpan, setAxis, TOP_LIGHT } from './bar-shader';
import type { ColumnHeights } from './column-heights';
import { floorColour } from './floor';
import { layerGeometry, type Shape, showCopies } from './layer-data';
import type { Stack } from './layout';

/** The light theme's colours are dark, to be read on paper; faces need them lighter. */
const EXPOSURE: Record<Theme, number> = { dark: 1, light: 1.45, contrast: 1 };

/** What stands out from bars and floor, grey of 0 … 1. */
const INK: Record<Theme, number> = { dark: 1, light: 0, contrast: 1 };

/** The three faces of a box that meet in its corner (1, 1, 1): right, top and front. */
const corner: Shape = {
  faces: 3,
  attributes: {
    position: [
      ...[1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0],
      ...[0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0],
      ...[0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1],
    ],
    normal: [
      ...[1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0],
      ...[0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0],
      ...[0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1],
    ],
  },
};

/** Every bar of every layer in one draw, as high as the columns are on the GPU. */
export class Bars {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshBasicNodeMaterial>;
  readonly #exposure = uniform(1);
  readonly #overhead = uniform(0);
  readonly #ground = uniform(new Vector3());
  readonly #ink = uniform(new Vector3());
  readonly #marked = uniform(new Vector2(-1, -1));
  readonly #axis = uniform(new Vector4());
  readonly #spacing = uniform(1);
  readonly #thickness = uniform(1);
  /** How far layers have come forward, so that they grow about their middle. */
  readonly #forward = uniform(0);
  #seen = { theme: 'dark' as Theme, spacing: 1, thickness: 1 };

  constructor(heights: ColumnHeights) {
    const column = vertexIndex.div(uint(corner.faces * 4)).toVar();
    const layer = instanceIndex;
    const { t, scale, look } = heights.layer(layer);
    const top = heights.height(layer, column).toVar();
    // @types/three does not know what a WGSL function returns.
    const axis = this.#axis;
    const span = vec2(columnSpan({ column, axis }) as Node<'vec2'>).toVar();
    const eye = cameraPosition;
    const beside = uint(columnBeside({ column, axis, span, eye }) as Node<'uint'>).toVar();
    const place = vec4(
      barCorner({
        corner: attribute('position', 'vec3'),
        face: attribute('normal', 'vec3'),
        column,
        layer,
        span,
        height: top,
        beside,
        heightBeside: heights.height(layer, beside),
        scale,
        plate: look.w,
        t,
        eye,
        axis,
        spacing: this.#spacing,
        thickness: this.#thickness,
        forward: this.#forward,
        exposure: this.#exposure,
      }) as Node<'vec4'>,
    ).toVar();
    // Mirrored towards the eye, a face may wind either way.
    const material = new MeshBasicNodeMaterial({ side: DoubleSide });
    material.positionNode = place.xyz;
    material.colorNode = varying(
      barColour({
        colour: look.xyz,
        light: place.w,
        ground: this.#ground,
        ink: this.#ink,
        top,
        plate: look.w,
        overhead: this.#overhead,
        layer,
        column,
        marked: this.#marked,
      }) as Node<'vec3'>,
    );
    this.mesh = new Mesh(layerGeometry(corner, MOST_COLUMNS), material);
    this.mesh.frustumCulled = false;
  }

  /** Draws the first `layers` layers. */
  update(stack: Stack, theme: Theme, layers: number): void {
    this.#seen = { theme, spacing: stack.spacing, thickness: stack.thickness };
    this.#ground.value.set(...floorColour(theme));
    this.#ink.value.setScalar(INK[theme]);
    this.seeFromAbove(this.#overhead.value);
    this.reshape(stack);
    this.#spacing.value = stack.spacing;
    this.mesh.geometry.instanceCount = layers;
    this.mesh.visible = layers > 0;
  }

  /** The axis has moved. */
  reshape(stack: Stack): void {
    setAxis(this.#axis.value, stack);
    showCopies(this.mesh.geometry, corner, stack.columns.last + 1);
  }

  /** Marks what is pointed at. */
  mark(pointed: Pointed | undefined): void {
    this.#marked.value.set(pointed?.layer ?? -1, pointed?.bin === undefined ? -1 : pointed.bin + 1);
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

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
