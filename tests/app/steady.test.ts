import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { open, readout, runEnds, useBrowser } from './page';

useBrowser();

interface Asked {
  readonly name: string;
  /** Between the browser’s frames, in one, or where it is told of a size: the page is laid out then. */
  readonly when: 'between' | 'frame' | 'told';
  readonly by: string | undefined;
}

/** Runs in the page before anything else: tells who asks for a size, and when. */
function watchSizes(): void {
  let now: Asked['when'] = 'between';
  const asked: Asked[] = [];
  Object.assign(globalThis, { asked });
  const within = <Args extends unknown[]>(when: Asked['when'], act: (...args: Args) => void) =>
    function (this: unknown, ...args: Args) {
      const before = now;
      now = when;
      try {
        act.apply(this, args);
      } finally {
        now = before;
      }
    };
  const { requestAnimationFrame: request, ResizeObserver: Observer } = globalThis;
  globalThis.requestAnimationFrame = (act) => request(within('frame', act));
  globalThis.ResizeObserver = class extends Observer {
    constructor(told: ResizeObserverCallback) {
      super(within('told', told));
    }
  };
  const watch = (prototype: object, name: string) => {
    const own = Object.getOwnPropertyDescriptor(prototype, name)!;
    const ask = () => {
      asked.push({ name, when: now, by: new Error('asked here').stack });
    };
    Object.defineProperty(prototype, name, {
      ...own,
      ...(own.get && {
        get() {
          ask();
          return own.get!.call(this);
        },
      }),
      ...(own.value && {
        value(...args: unknown[]) {
          ask();
          return own.value.apply(this, args);
        },
      }),
    });
  };
  for (const name of ['clientWidth', 'clientHeight', 'scrollWidth', 'scrollHeight'])
    watch(Element.prototype, name);
  watch(Element.prototype, 'getBoundingClientRect');
  for (const name of ['offsetWidth', 'offsetHeight', 'offsetTop', 'offsetLeft'])
    watch(HTMLElement.prototype, name);
}

/** All that has been asked since the last time. */
const askedIn = (page: Page) =>
  page.evaluate(() => (globalThis as never as { asked: Asked[] }).asked.splice(0));

describe('while a run comes in', () => {
  it('nobody has the browser lay out the page between two frames', async () => {
    const page = await open({ at: 'widths=32&depth=50&batch=16', before: watchSizes });
    const asked = async () => (await askedIn(page)).filter(({ when }) => when === 'between');
    await asked();
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.lab-panel .pair button')!.click();
    });
    await runEnds(page);
    expect(await asked()).toEqual([]);
    // The watch sees what it is to see.
    await page.evaluate(() => document.body.clientWidth);
    expect(await asked()).toHaveLength(1);
  });
});

describe('while a run plays', () => {
  it('nobody asks how much room there is, but who is told of another', async () => {
    const page = await open({ at: 'widths=32&depth=50&batch=16', before: watchSizes });
    await runEnds(page);
    await page.getByRole('button', { name: /^Play/ }).click();
    await askedIn(page);
    await page.waitForTimeout(2000);
    const asked = (await askedIn(page)).filter(({ when }) => when !== 'told');
    expect(asked.filter(({ name }) => /^(?:client|offset)/.test(name))).toEqual([]);
    expect(await readout(page)).toContain('shown:');
  });
});
