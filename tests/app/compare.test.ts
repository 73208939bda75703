import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import {
  check,
  choose,
  difference,
  LONGEST,
  open,
  orange,
  picture,
  press,
  runEnds,
  share,
  type,
  useBrowser,
} from './page';

useBrowser();

const told = async (page: Page) =>
  (await page.locator('.lab-words > .compared').textContent()) ?? '';
const names = (page: Page) =>
  page
    .locator('.lab-stage [data-name]')
    .evaluateAll((all) => all.map((element) => (element as HTMLElement).dataset.name));
/** The second picture's first frame needs its pipelines. */
const canvases = async (page: Page) => {
  await page.locator('.lab-scene-b canvas').waitFor();
  return [page.locator('.lab-scene canvas'), page.locator('.lab-scene-b canvas')] as const;
};

/** Compares with what the page chooses, and says for a moment. */
async function begin(page: Page, how: string, said: RegExp) {
  await check(page, how);
  await expect.poll(() => page.locator('.flash').textContent()).toMatch(said);
  await runEnds(page);
}

/** What the outline is drawn in: neither a layer's colour nor the page's. */
const magenta = (r: number, g: number, b: number) => r > 150 && b > 110 && g < 0.55 * b;

describe('two experiments', () => {
  it('stand side by side on one axis, of one seed, and change places', async () => {
    const page = await open({ pictures: true, small: true, shared: true });
    await begin(page, 'side by side', /^B is the article’s remedy/);
    // Nothing was changed: what is there is the article’s start, and what it is compared with its remedy.
    expect(await names(page)).toEqual(['A: normal, identity', 'B: lecun_normal, identity']);
    await press(page, 'Copy A to B');
    await choose(page, 'kaiming_normal');
    await choose(page, 'relu');
    expect(await names(page)).toEqual(['A: kaiming_normal, relu', 'B: normal, identity']);
    expect(await told(page)).toMatch(/^B normal, identity: (exploded|grew .*-fold), variance /);
    await expect
      .poll(() => page.locator('.lab-chart').textContent())
      .toContain('B: normal, identity');

    const [a, b] = await canvases(page);
    // They are drawn alike: one legend is enough.
    expect(await page.locator('.scene-legend').filter({ visible: true }).count()).toBe(1);
    const labels = (id: string) =>
      page.locator(`${id} .scene-labels span:not(.scene-gone)`).allTextContents();
    const before = [await picture(page, a), await picture(page, b)] as const;
    // N(0, 1) explodes: both have its axis.
    expect((await labels('.lab-scene')).sort()).toEqual((await labels('.lab-scene-b')).sort());
    // Only B explodes.
    expect(share(before[0], orange)).toBe(0);
    expect(share(before[1], orange)).toBeGreaterThan(0.005);

    // Turning the one turns the other.
    const box = (await a.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(5, 5);
    const turned = [await picture(page, a), await picture(page, b)] as const;
    expect(difference(before[0], turned[0])).toBeGreaterThan(0.02);
    expect(difference(before[1], turned[1])).toBeGreaterThan(0.02);

    await press(page, 'Swap A and B');
    await runEnds(page);
    expect(await names(page)).toEqual(['A: normal, identity', 'B: kaiming_normal, relu']);
    await type(page, 'seed', '7');
    await press(page, 'Copy A to B');
    await runEnds(page);
    const [first, second] = await names(page);
    expect(second!.slice(1)).toBe(first!.slice(1));
    const variance = /variance [^ ]+/;
    expect((await told(page)).match(variance)![0]).toBe(
      (await page.locator('.lab-readout').textContent())!.match(variance)![0],
    );
  });

  it('stand one behind the other, and B’s layers are read closely too', async () => {
    const page = await open({ pictures: true, small: true, shared: true });
    const canvas = page.locator('.lab-scene canvas');
    expect(share(await picture(page, canvas), magenta)).toBe(0);
    await choose(page, 'lecun_normal');
    await begin(page, 'ghost', /before the last change/);
    expect(await told(page)).toMatch(/^B normal, identity: /);
    await page.mouse.move(5, 5);
    expect(share(await picture(page, canvas), magenta)).toBeGreaterThan(0.001);
    await choose(page, 'side by side');
    await canvases(page);
    expect(share(await picture(page, canvas), magenta)).toBe(0);

    const stage = page.locator('.lab-scene-b .scene-stage');
    await stage.focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'Enter']) await stage.press(key);
    const title = page.getByRole('dialog').getByRole('heading');
    await expect.poll(() => title.textContent()).toBe('B, layer 1');
    // B is N(0, 1) at width 32: a thousand-fold after two layers.
    const cell = page.getByRole('dialog').getByRole('row', { name: /^variance/ });
    const variance = async () => Number((await cell.getByRole('cell').allTextContents())[0]);
    // N(0, 1) at width 32, three standard errors of 32 units at least; A's, 1/√n, is about 1.
    await expect.poll(variance).toBeGreaterThan(32 * (1 - 3 * Math.sqrt(2 / 32)));
    expect(await variance()).toBeLessThan(32 * (1 + 3 * Math.sqrt(2 / 32)));
    await check(page, 'off');
    await expect.poll(() => page.locator('dialog.inset').isVisible()).toBe(false);
  });

  it('give other seeds a band, which follows the experiment', async () => {
    const page = await open({ pictures: true, small: true, shared: true });
    await choose(page, '8');
    const chart = page.locator('.lab-chart');
    await expect.poll(() => chart.textContent(), { timeout: LONGEST }).toContain('of 8 seeds');
    await choose(page, 'lecun_normal');
    await expect
      .poll(() => chart.locator('.band').count(), { timeout: LONGEST })
      .toBeGreaterThan(0);
    await choose(page, '1');
    await expect.poll(() => chart.textContent()).not.toContain('seeds');
  });

  it('show what stood before φ as an outline against what stands after it', async () => {
    const page = await open({ pictures: true, small: true, shared: true });
    await choose(page, 'both');
    const canvas = page.locator('.lab-scene canvas');
    await page.mouse.move(5, 5);
    expect(share(await picture(page, canvas), magenta)).toBeGreaterThan(0.001);
    expect(await page.locator('.lab-scene').textContent()).toContain('outline: pre-activation');
    await choose(page, 'post-activation');
    expect(share(await picture(page, canvas), magenta)).toBe(0);
  });
});
