import {
  BufferAttribute,
  InstancedBufferGeometry,
  Sphere,
  StorageBufferAttribute,
} from 'three/webgpu';
import { type Theme, varianceColour } from '../model/colour';
import type { Quantity } from '../model/histogram';
import { isFiniteLayer } from '../model/moments';
import { MAX_DEPTH } from '../model/properties';
import { type LayerReport, log10Variance, measurementsOf } from '../model/report';

export const LAYERS = MAX_DEPTH + 1;

/** Colour (sRGB) and 1 / elements of every layer; 0 hides a layer, −1 says that it is broken. */
export const layerData = () => new StorageBufferAttribute(new Float32Array(LAYERS * 4), 4);

/** Fills in the layers that have the quantity and hides the others, whose counts are of an earlier run. */
export function writeLayerData(
  attribute: StorageBufferAttribute,
  reports: readonly LayerReport[],
  quantity: Quantity,
  theme: Theme,
): void {
  const array = attribute.array as Float32Array;
  array.fill(0);
  for (const { layer, statistics } of measurementsOf(reports, quantity)) {
    const finite = isFiniteLayer(statistics);
    const colour = varianceColour(finite ? log10Variance(statistics) : Number.NaN, theme);
    const scale = finite ? 1 / statistics.count : -1;
    array.set([...colour.map((c) => c / 255), scale], layer * 4);
  }
  attribute.needsUpdate = true;
}

/** Faces of four corners each, with attributes of three numbers per corner. */
export interface Shape {
  readonly faces: number;
  readonly attributes: Readonly<Record<string, readonly number[]>>;
}

/**
 * A geometry whose instance is a layer: `count` copies of a shape, one after the other. Layers make
 * far fewer instances than bars would, and the shader knows from its vertex which copy it draws.
 */
export function layerGeometry({ faces, attributes }: Shape, count: number) {
  const geometry = new InstancedBufferGeometry();
  for (const [name, values] of Object.entries(attributes)) {
    const all = new Float32Array(count * values.length);
    for (let copy = 0; copy < count; copy++) all.set(values, copy * values.length);
    geometry.setAttribute(name, new BufferAttribute(all, 3));
  }
  const corners = 4 * count * faces;
  const indices = new (corners <= 0xffff ? Uint16Array : Uint32Array)(6 * count * faces);
  for (let face = 0; face < count * faces; face++) {
    const i = 4 * face;
    indices.set([i, i + 1, i + 2, i, i + 2, i + 3], 6 * face);
  }
  geometry.setIndex(new BufferAttribute(indices, 1));
  // Only the shader knows where it is: the renderer would go through all corners for nothing.
  geometry.boundingSphere = new Sphere();
  geometry.instanceCount = 0;
  return geometry;
}

/** Draws only the first copies of a geometry's shape: what is hidden would cost as much. */
export const showCopies = (geometry: InstancedBufferGeometry, { faces }: Shape, count: number) =>
  geometry.setDrawRange(0, count * faces * 6);
