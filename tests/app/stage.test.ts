import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { bestView, type Frame, viewpoints } from '../../src/scene/fit';
import { framing } from '../../src/scene/framing';
import { stackOf } from '../../src/scene/layout';
import { Projection } from '../../src/scene/placement';
import { lens } from '../unit/scene-lens';
import { ranges, state } from '../unit/scene-state';
import { open, useBrowser } from './page';

useBrowser();

const AT = 'widths=16&depth=12&batch=8&scheme=lecun_normal';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const boxOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element): Box => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  });

const area = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);

/** Share of the window that the stage takes. */
async function shareOfStage(page: Page): Promise<number> {
  const { width, height } = page.viewportSize()!;
  return area(await boxOf(page, '.lab-stage')) / (width * height);
}

/** The picture as the scene frames it: what is free of it lies between words, legend and controls. */
const frameOf = (page: Page) =>
  page.locator('.scene').evaluate((scene): Frame => {
    const stage = scene.querySelector<HTMLElement>('.scene-stage')!;
    const free = scene.querySelector<HTMLElement>('.scene-free')!;
    const [width, height, above] = [stage.clientWidth, stage.clientHeight, free.offsetTop];
    const em = Number.parseFloat(getComputedStyle(scene).fontSize);
    return { width, height, above, below: height - above - free.offsetHeight, em };
  });

/** Share of a frame that the box around the framed stack takes. */
function shareOfStack(frame: Frame, depth: number, range: (typeof ranges)[keyof typeof ranges]) {
  const shape = framing(stackOf(depth, range), state({ depth, range }));
  const camera = lens(bestView(shape, viewpoints.threeQuarter, frame), frame);
  const projection = new Projection(camera, frame);
  const seen = shape.points.map((p) => projection.point(p));
  const [xs, ys] = [seen.map(({ x }) => x), seen.map(({ y }) => y)];
  const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys) };
  return area({ ...box, bottom: Math.max(...ys) }) / (frame.width * frame.height);
}

describe('the stage', () => {
  it.each([
    [1280, 720],
    [1920, 1080],
  ])('is filled by the stack to 45 % and more at %i × %i', async (width, height) => {
    const page = await open({ width, height, at: AT });
    const frame = await frameOf(page);
    for (const depth of [1, 50, 200])
      for (const range of Object.values(ranges))
        expect(shareOfStack(frame, depth, range)).toBeGreaterThanOrEqual(0.45);
  });

  it.each([
    [1280, 720, 0.55],
    [1920, 1080, 0.6],
  ])(
    'takes most of a window of %i × %i, and more with the panel folded',
    async (width, height, least) => {
      const page = await open({ cpu: true, width, height, at: AT });
      expect(await shareOfStage(page)).toBeGreaterThanOrEqual(least);
      await page.keyboard.press('h');
      expect(await shareOfStage(page)).toBeGreaterThanOrEqual(0.75);
      // Digits choose schemes all the same, and another visit finds the panel as it was left.
      await page.keyboard.press('1');
      await expect
        .poll(() => page.locator('.lab-experiment').textContent())
        .toContain('normal weights (std = 1)');
      await page.reload();
      await page.locator('.lab[data-panel=folded]').waitFor();
      await page.getByRole('button', { name: 'Unfold the panel' }).click();
      expect(await shareOfStage(page)).toBeLessThan(0.7);
    },
  );

  it.each([
    [844, 390],
    [1024, 600],
  ])(
    'has at least 60 % of the width of %i × %i, between its words and its controls',
    async (width, height) => {
      const page = await open({ cpu: true, width, height, at: AT });
      const { left, right, top, bottom } = await boxOf(page, '.lab-stage');
      expect((right - left) / width).toBeGreaterThanOrEqual(0.6);
      expect(bottom).toBeLessThanOrEqual(height);
      const [words, controls] = [
        await boxOf(page, '.lab-words'),
        await boxOf(page, '.lab-controls'),
      ];
      expect(words.top).toBeGreaterThanOrEqual(top);
      expect(controls.bottom).toBeLessThanOrEqual(bottom);
      // What is left is more than what is taken away above and below.
      expect(controls.top - words.bottom).toBeGreaterThan((bottom - top) / 2);
    },
  );
});
