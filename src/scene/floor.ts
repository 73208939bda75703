import {
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  LineBasicNodeMaterial,
  LineSegments,
  Mesh,
  MeshBasicNodeMaterial,
  PlaneGeometry,
} from 'three/webgpu';
import type { Rgb, Theme } from '../model/colour';
import { floorEnds, HALF_WIDTH, layerZ, OUTER, type Stack } from './layout';

const colours: Record<Theme, { floor: Rgb; line: Rgb }> = {
  dark: { floor: [20, 24, 31], line: [58, 65, 76] },
  light: { floor: [237, 235, 229], line: [200, 197, 189] },
  contrast: { floor: [0, 0, 0], line: [110, 110, 110] },
};

/** Lines between pairs of points. */
const linesAlong = (coordinates: readonly number[]) =>
  new BufferGeometry().setAttribute('position', new Float32BufferAttribute(coordinates, 3));

export const floorColour = (theme: Theme) => unit(colours[theme].floor);

/** The floor that the layers stand on, with faint lines at ticks. */
export class Floor {
  readonly group = new Group();
  readonly #plane = new Mesh(
    new PlaneGeometry(1, 1).rotateX(-Math.PI / 2),
    new MeshBasicNodeMaterial(),
  );
  readonly #lines = new LineSegments(linesAlong([]), new LineBasicNodeMaterial());

  #drawn = '';

  constructor() {
    this.group.add(this.#plane, this.#lines);
    // Below the bars' feet, the lines above the plane.
    this.#plane.position.y = -0.02;
    this.#lines.position.y = -0.01;
    this.#lines.frustumCulled = false;
  }

  /** Lines across at `xs` (values), and along at `layers`. */
  update(stack: Stack, xs: readonly number[], layers: readonly number[], theme: Theme): void {
    const { floor, line } = colours[theme];
    this.#plane.material.color.setRGB(...unit(floor));
    this.#lines.material.color.setRGB(...unit(line));

    const [front, back] = floorEnds(stack);
    const key = JSON.stringify([front, back, xs, layers]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.#plane.scale.set(2 * OUTER, 1, front - back);
    this.#plane.position.z = (front + back) / 2;
    const along = [...xs, -HALF_WIDTH, HALF_WIDTH].flatMap((x) => [x, 0, front, x, 0, back]);
    const across = layers
      .map((layer) => layerZ(stack, layer))
      .flatMap((z) => [-OUTER, 0, z, OUTER, 0, z]);
    this.#lines.geometry.dispose();
    this.#lines.geometry = linesAlong([...along, ...across]);
  }

  dispose(): void {
    for (const part of [this.#plane, this.#lines]) {
      part.geometry.dispose();
      part.material.dispose();
    }
  }
}

// The renderer writes numbers as they are, so these are sRGB although Three takes them for linear.
export const unit = ([r, g, b]: Rgb): [number, number, number] => [r / 255, g / 255, b / 255];
