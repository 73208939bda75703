import { HISTOGRAM_WORDS, histogramOffset, quantities, wordOf } from '../src/model/histogram';
import type { LayerReport } from '../src/model/report';
import { Camera } from '../src/scene/camera';
import { Drawing } from '../src/scene/drawing';
import { framing } from '../src/scene/framing';
import { type Stack, stackOf } from '../src/scene/layout';
import type { SceneState } from '../src/scene/state';
import { createRenderer } from '../src/scene/three-internals';
import { openAdapter } from './adapter';
import { boxes } from './boxes';
import { median } from './median';

const DEPTHS = [50, 200];
const ELEMENTS = 25_088;
const FRAME = { width: 1280, height: 720, em: 16 };
const [WARM_UP, FRAMES] = [3, 21];
const RANGE = { kind: 'linear', low: -4, high: 4 } as const;

/** A bar that is not empty. */
export interface Stood {
  readonly layer: number;
  readonly column: number;
  readonly share: number;
}

/** Something that draws the same bars. */
export interface Picture {
  readonly name: string;
  readonly canvas: HTMLCanvasElement;
  draw(camera: Camera): void;
  dispose(): void;
}

export interface FrameTimes {
  readonly layers: number;
  readonly bars: number;
  readonly frame: string;
  /** Until the GPU has finished the frame, in ms. */
  readonly timings: readonly { name: string; medianMs: number; minMs: number }[];
  /** Our median over the baseline's: 1 and below meets the aim. */
  readonly ratio: number;
}

/** A normal layer's counts, the same every time. */
function normalCounts(layer: number): Uint32Array<ArrayBuffer> {
  let state = layer + 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const counts = new Uint32Array(HISTOGRAM_WORDS);
  for (let i = 0; i < ELEMENTS; i++) {
    const x = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    counts[wordOf(RANGE, x)]! += 1;
  }
  return counts;
}

const reportOf = (layer: number) => {
  const histogram = { range: RANGE, below: 1, above: 1 };
  const moments = { count: ELEMENTS, mean: 0, variance: 1, secondMoment: 1, zeros: 0 };
  const post = { ...moments, infinities: 0, nans: 0, min: -4.2, max: 4.2, histogram };
  return { layer, pre: post, post } as LayerReport;
};

const stateOf = (depth: number): SceneState => ({
  reports: Array.from({ length: depth + 1 }, (_, layer) => reportOf(layer)),
  depth,
  stale: false,
  range: RANGE,
  quantity: 'post',
  theme: 'dark',
  camera: 'threeQuarter',
  height: 'density',
  eye: undefined,
  pointed: undefined,
  outline: undefined,
  beside: undefined,
});

/** The scene's own drawing, floor and all, from counts that are on the GPU. */
async function ours(device: GPUDevice, stack: Stack, state: SceneState): Promise<Picture> {
  const { STORAGE, VERTEX, COPY_DST } = GPUBufferUsage;
  const size = (stack.depth + 1) * quantities.length * HISTOGRAM_WORDS * 4;
  const buffer = device.createBuffer({ size, usage: STORAGE | VERTEX | COPY_DST });
  for (const { layer } of state.reports)
    device.queue.writeBuffer(buffer, histogramOffset(layer, 'post') * 4, normalCounts(layer));
  const renderer = await createRenderer(device);
  const histograms = { a: buffer, b: buffer };
  const drawing = new Drawing(renderer, { device, histograms }, 'a');
  drawing.show(state, stack, [-2, 0, 2]);
  renderer.setSize(FRAME.width, FRAME.height, false);
  return {
    name: 'initscope',
    canvas: renderer.domElement,
    draw: (camera) => drawing.draw(camera, FRAME),
    dispose: () => {
      drawing.dispose();
      buffer.destroy();
    },
  };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Times both in turn, so that a busy machine slows both alike. */
async function frameTimes(device: GPUDevice, depth: number): Promise<FrameTimes> {
  const [stack, state] = [stackOf(depth, RANGE), stateOf(depth)];
  const bars = state.reports.flatMap(({ layer }) =>
    [...normalCounts(layer)].flatMap((count, column) =>
      count > 0 ? [{ layer, column, share: count / ELEMENTS }] : [],
    ),
  );
  const pictures = [await ours(device, stack, state), await boxes(device, stack, bars, FRAME)];
  const camera = new Camera();
  for (const { canvas } of pictures) {
    canvas.style.cssText = `width: ${FRAME.width}px; height: ${FRAME.height}px`;
    document.body.append(canvas);
  }
  const [{ canvas }] = pictures as [Picture, Picture];
  camera.seat(
    canvas,
    () => {},
    () => {},
  );
  camera.frame(canvas, state.camera, framing(stack, state), FRAME);
  const times = pictures.map((): number[] => []);
  for (let i = 0; i < WARM_UP + FRAMES; i++)
    for (const [j, picture] of pictures.entries()) {
      await nextFrame();
      const started = performance.now();
      picture.draw(camera);
      await device.queue.onSubmittedWorkDone();
      if (i >= WARM_UP) times[j]!.push(performance.now() - started);
    }
  const timings = pictures.map(({ name }, j) => ({
    name,
    medianMs: median(times[j]!),
    minMs: Math.min(...times[j]!),
  }));
  for (const picture of pictures) {
    picture.dispose();
    picture.canvas.remove();
  }
  const ratio = timings[0]!.medianMs / timings[1]!.medianMs;
  const frame = `${FRAME.width} × ${FRAME.height}`;
  return { layers: depth, bars: bars.length, frame, timings, ratio };
}

/** Frame times of the scene beside the baseline, on this browser's adapter. */
export async function run(): Promise<{ adapter: string; frames: FrameTimes[] }> {
  const { adapter, device } = await openAdapter();
  const frames = [];
  for (const depth of DEPTHS) frames.push(await frameTimes(device, depth));
  device.destroy();
  return { adapter, frames };
}
