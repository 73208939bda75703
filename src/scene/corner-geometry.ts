import { Float32BufferAttribute, InstancedBufferGeometry } from 'three/webgpu';

/** The three faces of a box that meet in its corner (1, 1, 1): right, top and front. */
export function cornerGeometry(): InstancedBufferGeometry {
  const faces = [
    [1, 0, 0, [1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0]],
    [0, 1, 0, [0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1]],
    [0, 0, 1, [0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1]],
  ] as const;
  const geometry = new InstancedBufferGeometry();
  const positions = faces.flatMap(([, , , corners]) => [...corners]);
  const normals = faces.flatMap(([x, y, z]) => [0, 1, 2, 3].flatMap(() => [x, y, z]));
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('normal', new Float32BufferAttribute(normals, 3));
  geometry.setIndex([0, 4, 8].flatMap((i) => [i, i + 1, i + 2, i, i + 2, i + 3]));
  geometry.instanceCount = 0;
  return geometry;
}
