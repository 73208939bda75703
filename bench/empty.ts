/** The least that a page with Three's WebGPU renderer does: an empty scene, drawn once. */
import { PerspectiveCamera, Scene, WebGPURenderer } from 'three/webgpu';

const renderer = new WebGPURenderer({ antialias: true });
renderer.setSize(innerWidth, innerHeight);
document.body.append(renderer.domElement);
await renderer.init();
renderer.render(new Scene(), new PerspectiveCamera());
document.body.dataset.drawn = '';
