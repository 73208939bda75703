import {
  BoxGeometry,
  Color,
  InstancedMesh,
  Matrix4,
  MeshBasicNodeMaterial,
  Scene,
} from 'three/webgpu';
import type { Frame } from '../src/scene/fit';
import { layerZ, OUTER, type Stack, UNIT_HEIGHT, WALL_WIDTH } from '../src/scene/layout';
import { columnX } from '../src/scene/profile';
import { createRenderer } from '../src/scene/three-internals';
import type { Picture, Stood } from './scene';

/** What one would write first: an instance of a box for each bar that is not empty. */
export async function boxes(
  device: GPUDevice,
  stack: Stack,
  bars: readonly Stood[],
  { width, height }: Frame,
): Promise<Picture> {
  const renderer = await createRenderer(device);
  const mesh = new InstancedMesh(new BoxGeometry(), new MeshBasicNodeMaterial(), bars.length);
  const [matrix, colour] = [new Matrix4(), new Color(0.8, 0.8, 0.8)];
  for (const [i, { layer, column, share }] of bars.entries()) {
    const x = columnX(stack, column);
    const wide = Math.abs(x) > OUTER - WALL_WIDTH ? WALL_WIDTH : stack.columnWidth;
    const tall = Math.max(0.02, (share / stack.peakShare) * UNIT_HEIGHT);
    matrix.makeScale(wide, tall, stack.thickness);
    matrix.setPosition(x, tall / 2, layerZ(stack, layer));
    mesh.setMatrixAt(i, matrix);
    mesh.setColorAt(i, colour);
  }
  mesh.frustumCulled = false;
  renderer.setSize(width, height, false);
  const scene = new Scene();
  scene.add(mesh);
  return {
    name: 'InstancedMesh of boxes',
    canvas: renderer.domElement,
    draw: ({ eye }) => renderer.render(scene, eye),
    dispose: () => renderer.dispose(),
  };
}
