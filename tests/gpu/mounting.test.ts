/** Labs that are put into a document, taken out again, and outlive their devices. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cdp, server } from 'vitest/browser';
import '../../src/style/index.css';
import { mount } from '../../src/app/mount';
import { createPreferences } from '../../src/app/preferences';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { defaultView, type View } from '../../src/model/view';
import { type Page, startingPage } from '../../src/state/page';
import { until } from '../until';
import { liveBuffers } from './harness';

const preferences = createPreferences();
const small = { widths: [32], depth: 8, batch: 32 };
const pageOf = (changes: Partial<Experiment> = {}, view: Partial<View> = {}): Page => ({
  ...startingPage(experimentWith(defaultExperiment, { ...small, ...changes }) as Experiment),
  view: { ...defaultView, ...view },
});

/** Devices as they were requested, and what lives of what each has made. */
const devices: { device: GPUDevice; buffers: ReadonlySet<GPUBuffer> }[] = [];
const requestDevice = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...args) {
  const device = await requestDevice.apply(this, args);
  devices.push({ device, buffers: liveBuffers(device) });
  return device;
};

/** Devices on which an engine's histograms are still there. */
const ofEngine = () =>
  devices
    .filter(({ buffers }) => [...buffers].some(({ label }) => label.startsWith('histograms')))
    .map(({ device }) => device);

/** Listeners of the document and the window, which outlive any element. */
let listeners = 0;
for (const target of [document, window]) {
  const [add, remove] = [target.addEventListener, target.removeEventListener];
  target.addEventListener = (...args: Parameters<EventTarget['addEventListener']>) => {
    const [, , options] = args;
    const signal = typeof options === 'object' ? options.signal : undefined;
    if (!signal?.aborted) listeners++;
    signal?.addEventListener('abort', () => listeners--, { once: true });
    add.apply(target, args as never);
  };
  target.removeEventListener = (...args: Parameters<EventTarget['removeEventListener']>) => {
    listeners--;
    remove.apply(target, args as never);
  };
}

const roots: HTMLElement[] = [];
const ends: (() => void)[] = [];
function open(page: Page, width = 900) {
  const root = document.createElement('div');
  root.style.cssText = `width: ${width}px; height: 640px; position: relative`;
  document.body.append(root);
  roots.push(root);
  const failed = vi.fn();
  const unmount = mount(root, { preferences, page, failed });
  ends.push(unmount);
  const find = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)!;
  const state = () => root.querySelector<HTMLElement>('.lab')?.dataset.run;
  return {
    root,
    unmount,
    failed,
    find,
    state,
    done: () => until(() => state() === 'done'),
    text: (selector: string) => find(selector).textContent,
  };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
  for (const root of roots.splice(0)) root.remove();
  document.querySelector('dialog')?.remove();
});

describe('two labs in one document', () => {
  it('show two pages, share no id and no choice, and each has its own keys', async () => {
    const one = open(pageOf({}, { comparison: 'beside' }));
    const two = open(pageOf({ scheme: 'lecun_normal', depth: 4 }, { seeds: 8 }));
    await Promise.all([one.done(), two.done()]);
    expect(one.text('.lab-experiment')).toContain('8 layers');
    expect(two.text('.lab-experiment')).toContain('4 layers, 32 wide, lecun_normal');
    expect(one.failed).not.toHaveBeenCalled();

    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const names = ({ root }: typeof one) =>
      new Set([...root.querySelectorAll<HTMLInputElement>('[type=radio]')].map(({ name }) => name));
    expect([...names(one)].filter((name) => names(two).has(name))).toEqual([]);

    const camera = ({ root }: typeof one) =>
      [...root.querySelectorAll('.lab-view-bar fieldset')]
        .find((group) => group.querySelector('legend')?.textContent === 'camera')!
        .querySelector<HTMLInputElement>('input:checked')!.value;
    const press = (target: Element, key: string) =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    press(two.find('.lab-chart'), 'c');
    expect([camera(one), camera(two)]).toEqual(['threeQuarter', 'front']);
    // A key that is pressed in neither is the first one's.
    press(document.body, 'c');
    expect([camera(one), camera(two)]).toEqual(['front', 'front']);

    one.unmount();
    expect(one.root.childElementCount).toBe(0);
    press(two.find('.lab-chart'), 'c');
    expect(camera(two)).toBe('side');
    expect(two.state()).toBe('done');
  });
});

describe('a lab whose picture is late', () => {
  it('computes meanwhile, and is done when that is there', async () => {
    const { prototype } = GPUDevice;
    const create = prototype.createRenderPipelineAsync;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    prototype.createRenderPipelineAsync = async function (...args) {
      await held;
      return create.apply(this, args);
    };
    try {
      const lab = open(pageOf());
      const rows = () => lab.root.querySelectorAll('.lab-table tbody tr').length;
      await until(() => rows() >= small.depth);
      expect([lab.state(), lab.root.querySelectorAll('canvas').length]).toEqual(['running', 0]);
      release();
      await lab.done();
      expect(lab.root.querySelectorAll('canvas').length).toBe(1);
    } finally {
      release();
      prototype.createRenderPipelineAsync = create;
    }
  });
});

describe('a lab that is taken away', () => {
  it('frees its device, whenever that is', async () => {
    // Before there is a device, before there is a picture, in a run, and at rest.
    for (const wait of [0, 300, 800, undefined]) {
      devices.splice(0);
      const lab = open(pageOf({}, { comparison: 'beside', seeds: 8 }));
      if (wait === undefined) await lab.done();
      else await new Promise((resolve) => setTimeout(resolve, wait));
      lab.unmount();
      // A device that is destroyed frees what it has made; the engine frees its own before.
      await until(() => devices.length > 0);
      for (const { device } of devices) expect((await device.lost).reason).toBe('destroyed');
      expect(ofEngine()).toEqual([]);
    }
  });

  it('leaves neither listeners nor elements nor memory behind, a hundred times', async () => {
    const { gpu } = navigator;
    Object.defineProperty(navigator, 'gpu', { value: undefined, configurable: true });
    try {
      const once = async () => {
        const lab = open(pageOf({ widths: [4], depth: 2, batch: 4 }));
        await lab.done();
        lab.unmount();
        lab.root.remove();
      };
      const heap = async () => {
        if (server.browser !== 'chromium') return 0;
        const session = cdp() as unknown as {
          send(method: string): Promise<{ usedSize: number }>;
        };
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Runtime.getHeapUsage')).usedSize;
      };
      // What is made once, for all labs, is made by the first ones.
      for (let i = 0; i < 5; i++) await once();
      const before = { listeners, elements: document.querySelectorAll('*').length };
      const bytes = await heap();
      for (let i = 0; i < 100; i++) await once();
      expect({ listeners, elements: document.querySelectorAll('*').length }).toEqual(before);
      // A lab holds some 2 MB: a hundredth of the hundred that were there is none.
      const left = (await heap()) - bytes;
      console.info(`heap after a hundred labs: ${(left / 1000).toFixed(0)} kB more`);
      expect(left).toBeLessThan(2e6);
    } finally {
      Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
    }
  });
});

describe('a lost device', () => {
  const figures = (lab: ReturnType<typeof open>) => ({
    table: lab.text('.lab-table'),
    chart: lab.text('.lab-chart'),
    verdict: lab.text('.lab-readout'),
    canvases: lab.root.querySelectorAll('canvas').length,
    settings: [...lab.root.querySelectorAll<HTMLInputElement>('.lab-panel input')].map(
      ({ value, checked }) => `${value} ${checked}`,
    ),
  });
  const newest = () => devices.at(-1)!.device;

  it('is replaced by another one, at rest and in a run, ten times', async () => {
    devices.splice(0);
    const lab = open(pageOf({ scheme: 'kaiming_normal', activation: 'relu', batch: 256 }));
    await lab.done();
    const before = figures(lab);
    expect(before.canvases).toBe(1);
    for (let i = 0; i < 10; i++) {
      const lost = newest();
      if (i % 2 === 1) {
        // A new seed, and away while it runs.
        lab.find<HTMLButtonElement>('.lab-panel .pair button').click();
        await until(() => lab.state() === 'running', 1);
        lab
          .find('.lab-chart')
          .dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }));
      }
      lost.destroy();
      await until(() => newest() !== lost);
      await lab.done();
      await until(() => lab.root.querySelector('canvas'));
      expect(figures(lab)).toEqual(before);
      expect(lab.find('.lab-notice').hidden).toBe(true);
    }
    // Of the engines of all devices but the last nothing is left.
    expect(ofEngine().filter((device) => device !== newest())).toEqual([]);
  });

  it('that is lost again and again, before a run has ended, is given up with a sentence', async () => {
    devices.splice(0);
    const lab = open(pageOf({ widths: [512], depth: 100 }));
    const gone = new Set<GPUDevice>();
    await until(() => {
      // Each in its first run.
      for (const device of lab.state() === 'running' ? ofEngine() : []) {
        if (!gone.has(device)) device.destroy();
        gone.add(device);
      }
      return lab.root.querySelector('.lab-stage > .lab-notice')?.textContent?.includes('lost');
    });
    expect(lab.text('.lab-notice')).toContain('Reload the page');
    expect(lab.text('.lab-notice')).not.toContain('Change the experiment');
  });
});

describe('what goes wrong in a lab', () => {
  const newSeed = (lab: ReturnType<typeof open>) =>
    lab.find<HTMLButtonElement>('.lab-panel .pair button').click();
  const notice = (lab: ReturnType<typeof open>) => lab.text('.lab-stage > .lab-notice');
  const errors = vi.spyOn(console, 'error');
  afterEach(() => errors.mockReset());

  it('on the GPU, unheard by any call, is said and ends nothing', async () => {
    errors.mockImplementation(() => {});
    devices.splice(0);
    const lab = open(pageOf());
    await lab.done();
    devices.at(-1)!.device.createBuffer({ size: 4, usage: 0xffff });
    await until(() => notice(lab)?.includes('The GPU refused a command'));
    newSeed(lab);
    await until(() => lab.state() === 'running', 1);
    await lab.done();
  });

  it('in a picture is told as the picture’s, and leaves the others and the next run alone', async () => {
    errors.mockImplementation(() => {});
    const lab = open(pageOf());
    await lab.done();
    const table = lab.text('.lab-table');
    // What moves is drawn in frames of its own, which nobody waits for.
    const still = vi
      .spyOn(window, 'matchMedia')
      .mockReturnValue({ matches: true } as MediaQueryList);
    const spy = vi.spyOn(SVGElement.prototype, 'replaceChildren').mockImplementation(() => {
      throw new Error('no chart today');
    });
    newSeed(lab);
    await until(() => lab.text('.lab-table') !== table);
    await lab.done();
    expect(notice(lab)).toContain('The chart could not be shown');
    expect(notice(lab)).toContain('no chart today');
    expect(notice(lab)).not.toContain('run failed');
    spy.mockRestore();
    still.mockRestore();
    newSeed(lab);
    await until(() => lab.find('.lab-stage > .lab-notice').hidden);
    await lab.done();
  });

  it('with the second picture leaves the first one in sight', async () => {
    const getContext = HTMLCanvasElement.prototype.getContext;
    let pictures = 0;
    const spy = vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (
      this: HTMLCanvasElement,
      ...args: unknown[]
    ) {
      if (args[0] === 'webgpu' && this.dataset.seen === undefined) {
        pictures++;
        this.dataset.seen = String(pictures);
      }
      if (this.dataset.seen === '2') return null;
      return getContext.apply(this, args as never) as never;
    });
    const lab = open(pageOf({}, { comparison: 'beside' }));
    await lab.done();
    await until(() => lab.root.querySelector('.lab-scene-b .lab-notice'));
    spy.mockRestore();
    expect(lab.text('.lab-scene-b .lab-notice')).toContain('3D view unavailable');
    expect(lab.find('.lab-scene canvas').checkVisibility()).toBe(true);
    expect(lab.find('.lab-stage > .lab-notice').hidden).toBe(true);
  });
});
