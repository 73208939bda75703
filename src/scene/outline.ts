import {
  attribute,
  cameraProjectionMatrix,
  cameraViewMatrix,
  instanceIndex,
  uint,
  uniform,
  uvec2,
  vec4,
  vertexIndex,
} from 'three/tsl';
import {
  DoubleSide,
  type InstancedBufferGeometry,
  Mesh,
  MeshBasicNodeMaterial,
  type Node,
  Vector2,
  Vector3,
  Vector4,
} from 'three/webgpu';
import type { Rgb, Theme } from '../model/colour';
import { setAxis } from './bar-shader';
import type { ColumnHeights } from './column-heights';
import { layerGeometry, type Shape, showCopies } from './layer-data';
import type { Stack } from './layout';
import { columnOf, GROUP, groupColumns, groupsOf, MOST_GROUPS, ribbonCorner } from './ribbon';

/** Neither a variance's colour nor the floor's: told from bars of any of them. */
export const outlineColours: Record<Theme, Rgb> = {
  dark: [255, 74, 205],
  light: [150, 0, 130],
  contrast: [255, 60, 225],
};

/** What a line is for: its colours, and whether it is seen through what stands before it. */
export interface LineKind {
  readonly colours: Record<Theme, Rgb>;
  readonly through: boolean;
}
const outlined: LineKind = { colours: outlineColours, through: false };

/** Half the line's width in CSS pixels, and the most of the way to the next layer that it may take. */
const [HALF_WIDTH, OF_SPACING] = [1.1, 0.1];

/** Four pieces of ribbon: which end, which side, which piece. */
const ribbon: Shape = {
  faces: 4,
  attributes: {
    position: [0, 1, 2, 3].flatMap((piece) => [
      ...[0, -1, piece],
      ...[1, -1, piece],
      ...[1, 1, piece],
      ...[0, 1, piece],
    ]),
  },
};

/** A line along the tops of layers' columns, before the layers' bars; all layers in one draw. */
export class Outline {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshBasicNodeMaterial>;
  readonly #ink = uniform(new Vector3());
  readonly #axis = uniform(new Vector4());
  readonly #spacing = uniform(1);
  readonly #overhead = uniform(0);
  readonly #pixels = uniform(new Vector2(1, 1));
  readonly #halfWidth = uniform(1);
  readonly #first = uniform(0, 'uint');

  constructor(
    heights: ColumnHeights,
    readonly kind: LineKind = outlined,
  ) {
    const group = vertexIndex.div(uint(ribbon.faces * 4)).toVar();
    const layer = instanceIndex.add(this.#first).toVar();
    const { scale } = heights.layer(layer);
    const axis = this.#axis;
    // @types/three does not know what a WGSL function returns.
    const columnsOf = (of: Node<'uint'>) =>
      uvec2(groupColumns({ group: of, axis }) as Node<'uvec2'>).toVar();
    const [columns, columnsNext] = [columnsOf(group), columnsOf(group.add(1))];
    const mean = (group: typeof columns) =>
      [0, 1, 2, 3]
        .map((i) => uint(columnOf({ columns: group, i: uint(i) }) as Node<'uint'>))
        .map((column) => heights.height(layer, column))
        .reduce((sum, one) => sum.add(one))
        .div(GROUP);
    const material = new MeshBasicNodeMaterial({ side: DoubleSide, depthTest: !kind.through });
    material.vertexNode = vec4(
      ribbonCorner({
        corner: attribute('position', 'vec3'),
        columns,
        columnsNext,
        height: mean(columns),
        heightNext: mean(columnsNext),
        scale,
        axis,
        // A hair before the bars, which would flicker through it.
        front: layer.toFloat().sub(0.03).mul(this.#spacing).negate(),
        spacing: this.#spacing,
        overhead: this.#overhead,
        view: cameraViewMatrix,
        projection: cameraProjectionMatrix,
        pixels: this.#pixels,
        halfWidth: this.#halfWidth,
      }) as Node<'vec4'>,
    );
    material.colorNode = this.#ink;
    this.mesh = new Mesh(layerGeometry(ribbon, MOST_GROUPS), material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = Number(kind.through);
  }

  /** Draws so many layers, from `first` on. */
  update(stack: Stack, theme: Theme, layers: number, first = 0): void {
    const [r, g, b] = this.kind.colours[theme];
    this.#first.value = first;
    this.#ink.value.set(r / 255, g / 255, b / 255);
    this.reshape(stack);
    this.#spacing.value = stack.spacing;
    this.mesh.geometry.instanceCount = layers;
    this.mesh.visible = layers > 0;
  }

  /** The axis has moved. */
  reshape(stack: Stack): void {
    setAxis(this.#axis.value, stack);
    showCopies(this.mesh.geometry, ribbon, groupsOf(stack.columns));
  }

  /**
   * How it is seen: how much from above, in a picture of how many CSS pixels, and how many of them
   * are one unit of the world.
   */
  see(overhead: number, width: number, height: number, unit: number): void {
    this.#overhead.value = overhead;
    this.#pixels.value.set(width / 2, height / 2);
    // From above the lines run through the layers, not beside one another.
    const alone = overhead > 0.5 || this.kind.through;
    const room = alone ? HALF_WIDTH : OF_SPACING * this.#spacing.value * unit;
    this.#halfWidth.value = Math.min(HALF_WIDTH, room);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
