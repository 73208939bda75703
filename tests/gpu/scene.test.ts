import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceOf } from '../../src/engine/webgpu/device';
import { HISTOGRAM_WORDS, histogramOffset, quantities, wordOf } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { nextTask } from '../../src/model/soon';
import { MORPH } from '../../src/scene/morph';
import {
  createScene,
  type HistogramScene,
  type SceneEvents,
  type SceneOptions,
} from '../../src/scene/scene';
import type { DrawnStore, SceneState } from '../../src/scene/state';
import { normalReport, ranges, state } from '../unit/scene-state';
import { liveBuffers, noise, openDevice } from './harness';

const { device } = await openDevice();

const LAYERS = 9;
const { STORAGE, VERTEX, COPY_SRC, COPY_DST } = GPUBufferUsage;
const bufferOf = (label: string) => {
  const size = LAYERS * quantities.length * HISTOGRAM_WORDS * 4;
  return device.createBuffer({ label, size, usage: STORAGE | VERTEX | COPY_SRC | COPY_DST });
};
const histograms = { a: bufferOf('a'), b: bufferOf('b') };

/** Counts a run's values, evenly spread to this width, into a store. */
function run(store: DrawnStore, width: number, layers = LAYERS): LayerReport[] {
  return Array.from({ length: layers }, (_, layer) => {
    const counts = new Uint32Array(HISTOGRAM_WORDS);
    const values = noise(4000, layer + 1);
    for (const x of values) counts[wordOf(ranges.linear, x * width)]! += 1;
    for (const quantity of ['pre', 'post'] as const)
      device.queue.writeBuffer(histograms[store], histogramOffset(layer, quantity) * 4, counts);
    return normalReport(layer, { count: values.length, variance: width ** 2 / 3 });
  });
}

const seen = (reports: readonly LayerReport[], changes: Partial<SceneState> = {}) =>
  state({ depth: LAYERS - 1, reports, ...changes });

const scenes: { scene: HistogramScene; container: HTMLElement }[] = [];
async function open(options?: SceneOptions, look: SceneEvents['look'] = () => {}) {
  const container = document.createElement('div');
  container.style.cssText = 'width: 320px; height: 240px';
  document.body.append(container);
  const events = { point: () => {}, select: () => {}, look };
  const scene = await createScene(container, { device, histograms }, events, options);
  scenes.push({ scene, container });
  return { scene, container };
}

/** A buffer's words as they are now. */
async function read(buffer: GPUBuffer): Promise<Uint32Array> {
  const { MAP_READ } = GPUBufferUsage;
  const copy = device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST });
  const commands = device.createCommandEncoder();
  commands.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
  device.queue.submit([commands.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const words = new Uint32Array(copy.getMappedRange().slice(0));
  copy.destroy();
  return words;
}

/** What is drawn now. */
async function pixels(scene: HistogramScene): Promise<Uint8ClampedArray> {
  const bitmap = await createImageBitmap((await scene.snapshot(320))!);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}

/** Share of the pixels that differ by more than a JPEG's noise of the same picture, which is none. */
function difference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let count = 0;
  for (let i = 0; i < a.length; i += 4)
    if ([0, 1, 2].some((c) => Math.abs(a[i + c]! - b[i + c]!) > 8)) count++;
  return count / (a.length / 4);
}

let clock = 1e6;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const { scene, container } of scenes.splice(0)) {
    scene.dispose();
    container.remove();
  }
});

describe('what a pointer lights up', () => {
  it('has been compiled when the picture has come to rest, and not sooner', async () => {
    const { scene } = await open();
    const soon = vi.spyOn(device, 'createRenderPipelineAsync');
    const atOnce = vi.spyOn(device, 'createRenderPipeline');
    const reports = run('a', 1);
    scene.show(seen(reports.slice(0, 4), { stale: true }));
    await pixels(scene);
    await nextTask();
    expect(soon).not.toHaveBeenCalled();
    scene.show(seen(reports));
    clock += MORPH;
    const dark = await pixels(scene);
    // The line and the strip before it.
    await vi.waitFor(() => expect(soon).toHaveBeenCalledTimes(2));
    await Promise.all(soon.mock.results.map(({ value }) => value));
    atOnce.mockClear();
    scene.show(seen(reports, { pointed: { layer: 3 } }));
    expect(difference(await pixels(scene), dark)).toBeGreaterThan(0);
    expect(atOnce).not.toHaveBeenCalled();
    expect(soon).toHaveBeenCalledTimes(2);
  });

  it('is left alone in a scene that has been taken away', async () => {
    const { scene } = await open();
    const soon = vi.spyOn(device, 'createRenderPipelineAsync');
    scene.show(seen(run('a', 1)));
    expect(scene.still()).toBeDefined();
    scenes.splice(0)[0]!.container.remove();
    scene.dispose();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(soon).not.toHaveBeenCalled();
  });
});

it('a still is taken with its labels, the first one too', async () => {
  const { scene, container } = await open({ ratio: 1 });
  scene.show(seen(run('a', 1)));
  expect(scene.still()).toBeDefined();
  expect(container.querySelectorAll('.scene-tick').length).toBeGreaterThan(2);
});

describe('a new run', () => {
  it('flows from the one before, layer by layer, and leaves nothing of it', async () => {
    const { scene } = await open();
    expect(await scene.snapshot(100)).toBeUndefined();
    const before = run('a', 4);
    scene.show(seen(before));
    const old = await pixels(scene);

    scene.keep();
    const next = run('a', 1);
    // The counts are no longer the old run's, but the picture is.
    expect(difference(await pixels(scene), old)).toBe(0);

    scene.show(seen(next.slice(0, 4), { stale: true }));
    clock += MORPH;
    const partly = await pixels(scene);
    expect(difference(partly, old)).toBeGreaterThan(0.05);
    scene.show(seen(next.slice(0, 4)));
    // Stale layers go at once where none may be stale.
    const cut = await pixels(scene);
    expect(difference(cut, partly)).toBeGreaterThan(0.02);

    scene.show(seen(next));
    clock += MORPH;
    const settled = await pixels(scene);
    const { scene: fresh } = await open();
    fresh.show(seen(next));
    expect(difference(await pixels(fresh), settled)).toBe(0);
  });

  it('is half way in between, and at once there with reduced motion', async () => {
    const { scene } = await open();
    scene.show(seen(run('a', 4)));
    const old = await pixels(scene);
    scene.keep();
    const next = run('a', 1);
    scene.show(seen(next));
    expect(difference(await pixels(scene), old)).toBe(0);
    clock += MORPH / 5;
    const half = await pixels(scene);
    clock += MORPH;
    const settled = await pixels(scene);
    expect(difference(half, old)).toBeGreaterThan(0.02);
    expect(difference(half, settled)).toBeGreaterThan(0.02);

    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
    scene.keep();
    scene.show(seen(run('a', 4)));
    expect(difference(await pixels(scene), old)).toBeLessThan(0.001);
  });

  it('that begins while another flows goes on from there', async () => {
    const { scene } = await open();
    scene.show(seen(run('a', 4)));
    await pixels(scene);
    scene.keep();
    scene.show(seen(run('a', 1)));
    clock += MORPH / 5;
    const half = await pixels(scene);
    scene.keep();
    run('a', 2);
    expect(difference(await pixels(scene), half)).toBeLessThan(0.001);
  });
});

describe('heights', () => {
  it('flow from one mode to the next', async () => {
    const { scene } = await open();
    const reports = run('a', 1);
    scene.show(seen(reports));
    await pixels(scene);
    clock += 1e4;
    // The eye moves too: what is compared is seen from where it comes to rest.
    scene.show(seen(reports, { height: 'logCount', camera: 'front' }));
    await pixels(scene);
    clock += 1e4;
    const settled = await pixels(scene);
    scene.show(seen(reports, { height: 'count', camera: 'front' }));
    const start = await pixels(scene);
    clock += 1e4;
    const other = await pixels(scene);
    expect(difference(start, settled)).toBeLessThan(0.01);
    expect(difference(other, settled)).toBeGreaterThan(0.05);
  });
});

describe('a log axis', () => {
  /** Counts layers that grow by two decades each into a store. */
  function growing(): LayerReport[] {
    const histogram = { range: { kind: 'log' }, below: 0, above: 0 } as const;
    return Array.from({ length: LAYERS }, (_, layer) => {
      const counts = new Uint32Array(HISTOGRAM_WORDS);
      const size = 100 ** layer;
      const values = noise(4000, layer + 1).map((x) => x * size);
      for (const x of values) counts[wordOf(histogram.range, x)]! += 1;
      device.queue.writeBuffer(histograms.a, histogramOffset(layer, 'post') * 4, counts);
      const variance = size ** 2 / 3;
      return normalReport(layer, { count: values.length, variance, histogram });
    });
  }
  const log = (low: number, high: number) => ({ kind: 'log', low, high }) as const;

  it('flows to other decades with the bars on it, and comes to where it would have begun', async () => {
    const { scene } = await open();
    const reports = growing();
    const show = (range: SceneState['range']) => scene.show(seen(reports, { range }));
    show(log(-3, 17));
    const old = await pixels(scene);
    // Three times as many decades: columns hold twice as many bins.
    show(log(-30, 30));
    expect(difference(await pixels(scene), old)).toBe(0);
    clock += MORPH / 5;
    const half = await pixels(scene);
    clock += MORPH;
    const settled = await pixels(scene);
    expect(difference(half, old)).toBeGreaterThan(0.02);
    expect(difference(half, settled)).toBeGreaterThan(0.02);
    const { scene: fresh } = await open();
    fresh.show(seen(reports, { range: log(-30, 30) }));
    expect(difference(await pixels(fresh), settled)).toBe(0);

    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
    show(log(-3, 17));
    expect(difference(await pixels(scene), old)).toBe(0);
  });

  it('keeps bars of the run before at their own values until the new run’s are there', async () => {
    const { scene } = await open();
    const reports = growing();
    // As wide columns as on the other axis, and others of them.
    const wider = log(-3.5, 20);
    scene.show(seen(reports, { range: wider }));
    const settled = await pixels(scene);
    scene.show(seen(reports, { range: log(-3, 17) }));
    clock += MORPH;
    const near = await pixels(scene);
    expect(difference(near, settled)).toBeGreaterThan(0.05);
    scene.keep();
    // None of the next run's layers has come yet, but its axis has.
    scene.show(seen(reports, { range: wider }));
    clock += MORPH;
    // What was nearer to zero than the axis showed lay flat on the floor.
    expect(difference(await pixels(scene), settled)).toBeLessThan(0.005);
    scene.show(seen(growing(), { range: wider }));
    clock += MORPH;
    expect(difference(await pixels(scene), settled)).toBe(0);
  });
});

describe('an outline', () => {
  const magenta = (data: Uint8ClampedArray) => {
    let count = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i]! > 150 && data[i + 1]! < 120 && data[i + 2]! > 120) count++;
    return count;
  };

  it('is drawn from the store that it names, for the layers that it has', async () => {
    const { scene } = await open();
    const [a, b] = [run('a', 1), run('b', 4)];
    const outline = (reports: LayerReport[]) =>
      ({ name: 'B', reports, quantity: 'post', from: 'b' }) as const;
    scene.show(seen(a));
    expect(magenta(await pixels(scene))).toBe(0);
    scene.show(seen(a, { outline: outline(b) }));
    const before = await pixels(scene);
    const all = magenta(before);
    run('b', 2);
    scene.show(seen(a, { outline: outline(b) }));
    expect(difference(await pixels(scene), before)).toBeGreaterThan(0.01);
    scene.show(seen(a, { outline: outline(b.slice(0, 3)) }));
    const few = magenta(await pixels(scene));
    expect(all).toBeGreaterThan(100);
    expect(few).toBeGreaterThan(20);
    expect(few).toBeLessThan(0.6 * all);
    scene.show(seen(a));
    expect(magenta(await pixels(scene))).toBe(0);
  });
});

describe('a layer that stands out', () => {
  /** Pixels as warm as a lit crest, and how bright the picture is on average. */
  const lightOf = (data: Uint8ClampedArray) => {
    let [warm, sum] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
      const [r, g, b] = data.slice(i, i + 3) as unknown as [number, number, number];
      if (r > 170 && r - b > 25) warm++;
      sum += (r + g + b) / 3;
    }
    return { warm, mean: sum / (data.length / 4) };
  };

  it('has its crest lit, through the rows before it, and leaves the others nearly as they are', async () => {
    const { scene } = await open();
    const reports = run('a', 1);
    scene.show(seen(reports));
    const plain = lightOf(await pixels(scene));
    expect(plain.warm).toBe(0);
    scene.show(seen(reports, { pointed: { layer: 4 } }));
    await vi.waitFor(async () => expect(lightOf(await pixels(scene)).warm).toBeGreaterThan(0));
    const lit = lightOf(await pixels(scene));
    // A line as long as a layer is wide, although rows as high stand before it.
    expect(lit.warm).toBeGreaterThan(120);
    expect(lit.mean).toBeGreaterThan(0.8 * plain.mean);
    // From above a crest has no height.
    scene.show(seen(reports, { pointed: { layer: 4 }, camera: 'top' }));
    await pixels(scene);
    clock += 1e4;
    expect(lightOf(await pixels(scene)).warm).toBeLessThan(0.1 * lit.warm);
    scene.show(seen(reports));
    await pixels(scene);
    clock += 1e4;
    expect(lightOf(await pixels(scene)).warm).toBe(0);
  });

  it('while that is still compiled, is lit as soon as it has been', async () => {
    const { scene } = await open();
    const reports = run('a', 1);
    const compile = device.createRenderPipelineAsync.bind(device);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const soon = vi.spyOn(device, 'createRenderPipelineAsync');
    soon.mockImplementation(async (descriptor) => {
      const pipeline = await compile(descriptor);
      await held;
      return pipeline;
    });
    scene.show(seen(reports));
    await pixels(scene);
    await vi.waitFor(() => expect(soon).toHaveBeenCalledTimes(2));
    scene.show(seen(reports, { pointed: { layer: 4 } }));
    expect(lightOf(await pixels(scene)).warm).toBe(0);
    // The frame that was asked for is drawn.
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    const frames = vi.spyOn(window, 'requestAnimationFrame');
    release();
    await vi.waitFor(() => expect(frames).toHaveBeenCalled());
    expect(lightOf(await pixels(scene)).warm).toBeGreaterThan(120);
  });
});

describe('twins', () => {
  it('show two stores through one eye, which is turned in either', async () => {
    let placed: SceneState['eye'];
    const look: SceneEvents['look'] = (eye) => {
      placed = eye;
    };
    const { scene: first } = await open();
    const { scene: second, container } = await open({ store: 'b', twin: first }, look);
    const [a, b] = [run('a', 1), run('b', 4)];
    const show = () => {
      first.show(seen(a, { beside: { reports: b }, eye: placed }));
      second.show(seen(b, { beside: { reports: a }, eye: placed }));
    };
    show();
    const [left, right] = [await pixels(first), await pixels(second)];
    expect(difference(left, right)).toBeGreaterThan(0.05);
    const eye = first.camera.eye.position.clone();

    // Each counts in its own store.
    run('a', 2);
    show();
    expect(difference(await pixels(first), left)).toBeGreaterThan(0.05);
    expect(difference(await pixels(second), right)).toBe(0);
    run('a', 1);
    show();

    const canvas = container.querySelector('canvas')!;
    const press = { pointerId: 1, pointerType: 'mouse', button: 0, bubbles: true };
    vi.spyOn(Element.prototype, 'setPointerCapture').mockReturnValue();
    const at = (type: string, x: number) =>
      canvas.dispatchEvent(new PointerEvent(type, { ...press, clientX: x, clientY: 50 }));
    at('pointerdown', 100);
    at('pointermove', 160);
    at('pointerup', 160);
    expect(difference(await pixels(first), left)).toBeGreaterThan(0.05);
    expect(second.camera.eye.position.distanceTo(eye)).toBeGreaterThan(1);

    // The page is told where the eye has come to, and frames the stack again.
    expect(placed).toBeDefined();
    show();
    placed = undefined;
    show();
    await pixels(first);
    clock += 1e4;
    expect(difference(await pixels(first), left)).toBe(0);
    expect(difference(await pixels(second), right)).toBe(0);
  });
});

describe('histograms that are words', () => {
  it('are drawn as those in a buffer, and anew with every state', async () => {
    const { scene: fromBuffer } = await open();
    const words = new Uint32Array(histograms.a.size / 4);
    const both = { a: { words }, b: { words: new Uint32Array(words.length) } };
    const container = document.createElement('div');
    container.style.cssText = 'width: 320px; height: 240px';
    document.body.append(container);
    const events = { point: () => {}, select: () => {}, look: () => {} };
    const scene = await createScene(container, { device, histograms: both }, events);
    scenes.push({ scene, container });
    for (const width of [1, 4]) {
      const reports = run('a', width);
      words.set(await read(histograms.a));
      for (const one of [fromBuffer, scene]) one.show(seen(reports));
      clock += MORPH;
      expect(difference(await pixels(scene), await pixels(fromBuffer))).toBe(0);
    }
  });
});

describe('a scene that nobody waits for any more', () => {
  // At once, and while it is put together and compiled.
  it.each([0, 5, 50])('is given up after %i ms, and leaves no buffer behind', async (wait) => {
    const own = await deviceOf((await navigator.gpu.requestAdapter())!);
    const buffers = liveBuffers(own);
    const made = own.createBuffer({ size: histograms.a.size, usage: STORAGE | COPY_DST });
    const container = document.createElement('div');
    const events = { point: () => {}, select: () => {}, look: () => {} };
    const end = new AbortController();
    const drawn = { device: own, histograms: { a: made, b: made } };
    const scene = createScene(container, drawn, events, { signal: end.signal });
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    end.abort(new Error('The lab was taken away.'));
    await expect(scene).rejects.toThrow('The lab was taken away.');
    expect(container.childElementCount).toBe(0);
    expect([...buffers].filter((buffer) => buffer !== made)).toEqual([]);
    own.destroy();
  });
});

describe('a frame', () => {
  it('is one of few draws and makes nothing new, and none is drawn while nothing moves', async () => {
    const { scene } = await open();
    const outline = (reports: LayerReport[]) =>
      ({ name: 'B', reports, quantity: 'post', from: 'b' }) as const;
    const reports = run('a', 1);
    const shown = seen(reports, { outline: outline(run('b', 4)) });
    scene.show(shown);
    await pixels(scene);
    const count = { draws: 0, made: 0, submits: 0 };
    const counting = (prototype: object, name: string, what: keyof typeof count) => {
      const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
      vi.spyOn(prototype as Record<string, () => unknown>, name).mockImplementation(function (
        this: unknown,
        ...args: unknown[]
      ) {
        count[what]++;
        return original.apply(this, args);
      });
    };
    counting(GPURenderPassEncoder.prototype, 'draw', 'draws');
    counting(GPURenderPassEncoder.prototype, 'drawIndexed', 'draws');
    counting(GPUDevice.prototype, 'createBuffer', 'made');
    counting(GPUDevice.prototype, 'createTexture', 'made');
    counting(GPUDevice.prototype, 'createBindGroup', 'made');
    counting(GPUQueue.prototype, 'submit', 'submits');
    await pixels(scene);
    expect(count).toMatchObject({ draws: 4, made: 0, submits: 1 });

    const frames = (n: number): Promise<void> =>
      new Promise((resolve) =>
        requestAnimationFrame(() => resolve(n > 1 ? frames(n - 1) : undefined)),
      );
    await frames(3);
    count.submits = 0;
    await frames(10);
    expect(count.submits).toBe(0);
    scene.keep();
    scene.show(seen(run('a', 4), {}));
    await frames(4);
    // On its way, frame after frame.
    expect(count.submits).toBeGreaterThanOrEqual(4);
    clock += MORPH;
    await frames(3);
    count.submits = 0;
    await frames(10);
    expect(count.submits).toBe(0);
  });

  it('is drawn anew where another layer is pointed at, but no height is computed', async () => {
    const { scene } = await open();
    const shown = seen(run('a', 1));
    scene.show(shown);
    clock += MORPH;
    const plain = await pixels(scene);
    const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const writes = vi.spyOn(GPUQueue.prototype, 'writeBuffer');
    for (const layer of [3, 4, 5]) {
      scene.show({ ...shown, pointed: { layer } });
      expect(difference(await pixels(scene), plain)).toBeGreaterThan(0.02);
    }
    expect(dispatches).not.toHaveBeenCalled();
    // Uniforms alone, and no layer's colours.
    const bytes = writes.mock.calls.map(([, , data, , size]) => size ?? data.byteLength);
    expect(Math.max(...bytes)).toBeLessThan(1024);
  });
});
