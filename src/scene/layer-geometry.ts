import { Float32BufferAttribute, InstancedBufferGeometry } from 'three/webgpu';

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
  const copies = Array.from({ length: count }, (_, copy) => copy);
  for (const [name, values] of Object.entries(attributes))
    geometry.setAttribute(
      name,
      new Float32BufferAttribute(
        copies.flatMap(() => values),
        3,
      ),
    );
  const firsts = Array.from({ length: count * faces }, (_, face) => face * 4);
  geometry.setIndex(firsts.flatMap((i) => [i, i + 1, i + 2, i, i + 2, i + 3]));
  geometry.instanceCount = 0;
  return geometry;
}
