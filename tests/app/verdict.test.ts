import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { choose, go, open, openTable, readout, useBrowser } from './page';

useBrowser();

const word = (page: Page) => page.locator('.lab-readout').getAttribute('data-word');
const colour = (page: Page) =>
  page.locator('.lab-readout strong').evaluate((element) => getComputedStyle(element).color);
/** One page for all tests: each says all that it is about. */
const openAt = async (link: string) => {
  const page = await open({ cpu: true, shared: true });
  await go(page, link);
  return page;
};
const theory = (page: Page) => page.locator('.lab-theory').textContent();

describe('the verdict', () => {
  it('names what has no spread, and judges it by its second moment', async () => {
    const at = (more: string) => `widths=100&input=constant&noise=0&${more}`;
    const page = await openAt(at('depth=10&scheme=constant&value=0.5&constant=0.5'));
    // 0.5 · 50¹⁰.
    expect(await readout(page)).toBe(
      'Exploded: second moment 2.4×10³³ after 10 layers; no spread: every value is 4.9×10¹⁶',
    );
    expect(await word(page)).toBe('exploded');

    await go(page, at('depth=3&scheme=lecun_normal&constant=1'));
    // √(2 · 3 / 100) = 24 %: within the level of a factor of 2 at 3 deviations, and more.
    expect(await readout(page)).toMatch(/^Held: second moment [\d.]+ after 3 layers$/);
  });

  it('names NaN, and what is only level', async () => {
    const page = await openAt('depth=4&scheme=zeros');
    expect(await readout(page)).toBe('Vanished: every value is exactly 0 from layer 1 on');
    await go(page, 'depth=4&scheme=zeros&norm=layer&epsilon=0');
    expect(await readout(page)).toMatch(/^Broken: NaN from layer 1 on, after variance [\d.]+$/);
    expect(await theory(page)).toBe('');

    await go(page, 'activation=tanh&widths=128&depth=20');
    expect(await readout(page)).toMatch(
      /^Saturated: 7\d % of layer 20 \(\|φ′\| < 1 % of max\); variance 0\.9\d$/,
    );
    expect(await word(page)).toBe('lost');
    const lost = await colour(page);
    expect(await page.locator('.lab-theory').textContent()).toContain('chaotic');
    await choose(page, 'lecun_normal');
    expect(await readout(page)).toMatch(/^Fell to \d+(\.\d)? %: variance 0\.\d+ after 20 layers$/);
    expect(await colour(page)).not.toBe(lost);
  });

  it('is not contradicted by the theory beside it', async () => {
    const page = await openAt(
      'depth=12&scheme=lecun_normal&activation=tanh&gain=0.1&residual=true',
    );
    // 1 + 0.1² a layer.
    expect(await readout(page)).toMatch(/^Held: variance 1(\.\d)? after 12 layers$/);
    expect(await theory(page)).toMatch(
      /^Pre-activation theory: χ = 1\.0\d: \w+; the variance grows without end, slowly \(post-activation variance ×1\.\d+ over these 12 layers\)$/,
    );
  });

  it('says what saturated means, and where trunc_normal is cut', async () => {
    const page = await openAt('depth=4&scheme=trunc_normal');
    const formula = page.locator('.lab-panel .formula').first();
    expect(await formula.textContent()).toMatch(/cut at ±2 std.*its own −2, 2 are absolute$/);
    await openTable(page);
    expect(await page.locator('.lab-table thead th').last().textContent()).toBe(
      'saturated (|φ′| < 1 % of max)',
    );
  });
});
