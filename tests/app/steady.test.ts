import { describe, expect, it } from 'vitest';
import { open, runEnds, useBrowser } from './page';

useBrowser();

/** Runs in the page before anything else: counts who asks for a size between the browser's frames. */
function watchSizes(): void {
  let inFrame = 0;
  const asked: string[] = [];
  Object.assign(globalThis, { asked });
  const within = <Args extends unknown[]>(act: (...args: Args) => void) =>
    function (this: unknown, ...args: Args) {
      inFrame++;
      try {
        act.apply(this, args);
      } finally {
        inFrame--;
      }
    };
  const { requestAnimationFrame: request, ResizeObserver: Observer } = globalThis;
  globalThis.requestAnimationFrame = (act) => request(within(act));
  // The browser has just laid out the page for those that it tells of a size.
  globalThis.ResizeObserver = class extends Observer {
    constructor(told: ResizeObserverCallback) {
      super(within(told));
    }
  };
  const watch = (prototype: object, name: string) => {
    const own = Object.getOwnPropertyDescriptor(prototype, name)!;
    const ask = () => {
      if (inFrame === 0) asked.push(`${name}${new Error('asked here').stack}`);
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

describe('while a run comes in', () => {
  it('nobody has the browser lay out the page between two frames', async () => {
    const page = await open({ at: 'widths=32&depth=50&batch=16', before: watchSizes });
    const asked = () =>
      page.evaluate(() => (globalThis as never as { asked: string[] }).asked.splice(0));
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
