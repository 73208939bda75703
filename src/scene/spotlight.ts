import { mix, positionGeometry, uniform } from 'three/tsl';
import {
  Group,
  Mesh,
  MeshBasicNodeMaterial,
  type PerspectiveCamera,
  PlaneGeometry,
  type Renderer,
  type Scene,
  Vector3,
} from 'three/webgpu';
import type { Rgb, Theme } from '../model/colour';
import type { ColumnHeights } from './column-heights';
import { floorColour, unit } from './floor';
import { layerZ, OUTER, type Stack } from './layout';
import { Outline } from './outline';

/** Light that falls on a layer: the line along its crest, and the floor before it. */
const crests: Record<Theme, Rgb> = {
  dark: [255, 242, 196],
  light: [24, 26, 32],
  contrast: [255, 240, 0],
};
const strips: Record<Theme, Rgb> = {
  dark: [150, 142, 116],
  light: [255, 206, 92],
  contrast: [150, 140, 0],
};

/** How far the strip reaches before the layer, in layers, and at least in world units. */
const [REACH, LEAST_REACH] = [1.6, 0.5];

/** What makes a layer stand out by light: its crest as a line, and a soft strip on the floor before it. */
export class Spotlight {
  readonly group = new Group();
  readonly #crest: Outline;
  readonly #ground = uniform(new Vector3());
  readonly #light = uniform(new Vector3());
  readonly #strip: Mesh<PlaneGeometry, MeshBasicNodeMaterial>;

  constructor(heights: ColumnHeights) {
    this.#crest = new Outline(heights, { colours: crests, through: true });
    const material = new MeshBasicNodeMaterial();
    // From its back edge, which lies under the layer, to its front edge.
    const near = positionGeometry.z.add(0.5).oneMinus();
    material.colorNode = mix(this.#ground, this.#light, near.mul(near));
    this.#strip = new Mesh(new PlaneGeometry(1, 1).rotateX(-Math.PI / 2), material);
    // Above the floor, below its lines.
    this.#strip.position.y = -0.015;
    this.group.add(this.#strip, this.#crest.mesh);
    this.group.visible = false;
  }

  /** Lights a layer of a stack, or none. */
  light(stack: Stack, theme: Theme, layer: number | undefined): void {
    this.group.visible = layer !== undefined;
    if (layer === undefined) return;
    this.#crest.update(stack, theme, 1, layer);
    this.#ground.value.set(...floorColour(theme));
    this.#light.value.set(...unit(strips[theme]));
    const long = Math.max(REACH * stack.spacing, LEAST_REACH);
    this.#strip.scale.set(2 * OUTER, 1, long);
    this.#strip.position.z = layerZ(stack, layer) + long / 2;
  }

  /** How it is seen, as an outline is; from above a row's own light is enough. */
  see(overhead: number, width: number, height: number, unit: number): void {
    this.#crest.see(overhead, width, height, unit);
    for (const part of this.group.children) part.visible = overhead < 0.5;
  }

  /** Compiles what is drawn of it; nothing of it is seen meanwhile. */
  compile(renderer: Renderer, eye: PerspectiveCamera, scene: Scene): Promise<void> {
    const { visible } = this.group;
    this.group.visible = true;
    // What is seen is listed before anything is awaited.
    const compiled = renderer.compileAsync(this.group, eye, scene);
    this.group.visible = visible;
    return compiled;
  }

  dispose(): void {
    this.#crest.dispose();
    this.#strip.geometry.dispose();
    this.#strip.material.dispose();
  }
}
