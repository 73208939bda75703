import {
  bool,
  cameraPosition,
  dot,
  instanceIndex,
  max,
  uint,
  uniform,
  varying,
  vec2,
  vec3,
  vec4,
  vertexIndex,
} from 'three/tsl';
import {
  DoubleSide,
  type InstancedBufferGeometry,
  MathUtils,
  Matrix4,
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
import { hazeFrom, TOP_LIGHT } from './bar-light';
import { barCorner, columnBeside, columnSpan, fromFront, layerAcross, setAxis } from './bar-shader';
import { boxCorner, boxFace } from './box';
import type { ColumnHeights } from './column-heights';
import { floorColour } from './floor';
import { layerGeometry, type Shape, showCopies } from './layer-data';
import type { Stack } from './layout';
import { isWall } from './wall-shader';

/** The light theme's colours are dark, to be read on paper; faces need them lighter. */
const EXPOSURE: Record<Theme, number> = { dark: 1, light: 1.45, contrast: 1 };

/** What stands out from bars and floor, grey of 0 … 1. */
const INK: Record<Theme, number> = { dark: 1, light: 0, contrast: 1 };

/** A box's faces that are seen. */
const corner: Shape = {
  faces: 3,
  // Corners are computed from their number; Three wants some.
  attributes: { position: Array.from({ length: 36 }, () => 0) },
};

/** From a place to where it is seen, in one step: a layer has thousands of corners. */
const lens = uniform(new Matrix4()).onRenderUpdate(({ camera }, { value }) => {
  value.multiplyMatrices(camera!.projectionMatrix, camera!.matrixWorldInverse);
});

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
  /** From the first layer to the last. */
  #long = 1;
  readonly #haze = uniform(new Vector4());
  readonly #last = uniform(0, 'uint');
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
    const at = vertexIndex.mod(uint(corner.faces * 4)).toVar();
    const corners = vec3(boxCorner({ at }) as Node<'vec3'>).toVar();
    const depth = { spacing: this.#spacing, thickness: this.#thickness, forward: this.#forward };
    const seenFromFront = bool(fromFront({ layer, eye, ...depth }) as Node<'bool'>).toVar();
    const to = { corner: corners, layer, last: this.#last, seenFromFront };
    const across = uint(layerAcross(to) as Node<'uint'>).toVar();
    const wall = bool(isWall({ column, last: uint(axis.x), scale }) as Node<'bool'>).toVar();
    const heightAcross = heights.height(across, column).toVar();
    const place = vec4(
      barCorner({
        corner: corners,
        face: vec3(boxFace({ at }) as Node<'vec3'>),
        column,
        layer,
        span,
        height: top,
        beside,
        heightBeside: heights.height(layer, beside),
        across,
        heightAcross,
        scale,
        plate: look.w,
        t,
        eye,
        seenFromFront,
        axis,
        ...depth,
        overhead: this.#overhead,
        exposure: this.#exposure,
      }) as Node<'vec4'>,
    ).toVar();
    // Mirrored towards the eye, a face may wind either way.
    const material = new MeshBasicNodeMaterial({ side: DoubleSide });
    material.vertexNode = lens.mul(vec4(place.xyz, 1));
    material.colorNode = varying(
      barColour({
        colour: look.xyz,
        light: place.w,
        ground: this.#ground,
        ink: this.#ink,
        // Two layers' walls meet, so that they are one.
        top: wall.select(max(top, heightAcross), top),
        wall,
        plate: look.w,
        overhead: this.#overhead,
        haze: dot(vec4(place.xyz, 1), this.#haze).clamp(0, 1),
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
    this.#seeFromAbove(this.#overhead.value);
    this.reshape(stack);
    this.#spacing.value = stack.spacing;
    this.#long = stack.depth * stack.spacing;
    this.#last.value = Math.max(0, layers - 1);
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

  /** How it is seen: from where, and how much from above, 0 … 1. */
  see(eye: Vector3, overhead: number): void {
    this.#haze.value.copy(hazeFrom(eye, this.#long));
    this.#seeFromAbove(overhead);
  }

  /**
   * From above, colour says what height does not, rows touch as in a
   * heatmap, and colours are the legend's.
   */
  #seeFromAbove(overhead: number): void {
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
