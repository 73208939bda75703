import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { choosePreset, open, useBrowser } from './page';

useBrowser();

/** Ticks of the chart's layers, from the first to the last one that is shown. */
const layers = async (page: Page) => {
  const texts = await page.locator('.lab-chart text').allTextContents();
  const ticks = texts.filter((text) => /^(\d+|input)$/.test(text));
  // The 1 of the decades comes first.
  return ticks.slice(ticks.indexOf('1') + 1).map((text) => (text === 'input' ? 0 : Number(text)));
};

type Finger = readonly [x: number, y: number];

/** A finger's or several fingers' way, as a touch screen reports it. */
async function touch(page: Page, way: readonly (readonly Finger[])[]) {
  const device = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: readonly Finger[]) =>
    device.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
    });
  for (const [i, fingers] of way.entries())
    await send(i === 0 ? 'touchStart' : 'touchMove', fingers);
  await send('touchEnd', []);
}

/** From one place to another in ten steps. */
const between = (from: readonly Finger[], to: readonly Finger[]) =>
  Array.from({ length: 11 }, (_, step) =>
    from.map(([x, y], i): Finger => {
      const [endX, endY] = to[i]!;
      return [x + ((endX - x) * step) / 10, y + ((endY - y) * step) / 10];
    }),
  );

async function openOnPhone(tall = 844) {
  const page = await open({ cpu: true, width: 390, height: tall, touch: true });
  await page.locator('.lab-chart').scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await page.locator('.lab-chart').boundingBox())!;
  const at = (across: number, down: number): Finger => [x + across * width, y + down * height];
  return { page, at };
}

describe('fingers on the chart', () => {
  it('zoom and move by two, and come back to all layers', async () => {
    const { page, at } = await openOnPhone();
    const scrolled = () => page.evaluate(() => document.documentElement.scrollTop);
    const before = await scrolled();
    expect(await layers(page)).toEqual([0, 10, 20, 30, 40, 50]);
    // The fingers keep their layers, some 17 and 33, and come to the ends.
    await touch(page, between([at(0.45, 0.5), at(0.7, 0.5)], [at(0.2, 0.4), at(0.95, 0.4)]));
    const zoomed = await layers(page);
    expect(zoomed[0]).toBeGreaterThan(10);
    expect(zoomed.at(-1)).toBeLessThan(36);
    expect(zoomed.length).toBeGreaterThan(1);
    await touch(page, between([at(0.4, 0.4), at(0.6, 0.5)], [at(0.7, 0.4), at(0.9, 0.5)]));
    expect((await layers(page)).at(-1)).toBeLessThan(zoomed.at(-1)!);
    await touch(page, between([at(0.2, 0.5), at(0.95, 0.5)], [at(0.55, 0.5), at(0.6, 0.5)]));
    expect(await layers(page)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(await scrolled()).toBe(before);
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
    // Nothing was chosen on the way.
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('walk through the layers by one to the side, and scroll the page up and down', async () => {
    // So low that the page scrolls.
    const { page, at } = await openOnPhone(300);
    await touch(page, between([at(0.3, 0.5)], [at(0.7, 0.5)]));
    const title = page.locator('.lab-chart .tooltip .title');
    expect(await title.textContent()).toMatch(/^layer [23]\d$/);
    const scrolled = () => page.evaluate(() => document.documentElement.scrollTop);
    const before = await scrolled();
    await touch(page, between([at(0.5, 0.2)], [at(0.5, 0.8)]));
    await expect.poll(scrolled).toBeLessThan(before - 50);
    expect(await layers(page)).toEqual([0, 10, 20, 30, 40, 50]);
  });
});

describe('what the chart shows', () => {
  /** The places of the tick of variance 1, frame by frame, until a second after a change. */
  async function placesOfOne(page: Page, change: string) {
    return page.evaluate(async (name) => {
      const places: number[] = [];
      const radio = document.querySelector<HTMLInputElement>(`input[value="${name}"]`)!;
      radio.click();
      const start = performance.now();
      while (performance.now() - start < 1000) {
        const one = document.querySelector('.lab-chart line.one');
        places.push(Number(one?.getAttribute('y1')));
        await new Promise(requestAnimationFrame);
      }
      return places;
    }, change);
  }
  const differing = (places: readonly number[]) => new Set(places).size;

  it('glides to another measure and rests there, or jumps where motion is not wanted', async () => {
    const page = await open({ cpu: true });
    await choosePreset(page, 'Add ReLU');
    await page.waitForTimeout(500);
    // A software adapter's frames may be few: more than the two of a jump.
    expect(differing(await placesOfOne(page, 'std'))).toBeGreaterThan(3);
    const drawn = await page.evaluate(async () => {
      let count = 0;
      const observer = new MutationObserver(() => count++);
      observer.observe(document.querySelector('.lab-chart')!, { childList: true, subtree: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
      observer.disconnect();
      return count;
    });
    expect(drawn).toBe(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(differing(await placesOfOne(page, 'variance'))).toBeLessThanOrEqual(2);
  });
});
