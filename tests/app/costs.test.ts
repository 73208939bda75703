import { describe, expect, it } from 'vitest';
import { open, runEnds, useBrowser } from './page';

useBrowser();

describe('what a run costs', () => {
  it('is told in a line, once M asks for it, also after a reload', async () => {
    const page = await open({ at: 'widths=32&depth=8&batch=16' });
    const line = page.locator('.lab-costs');
    expect(await line.isVisible()).toBe(false);
    await page.keyboard.press('m');
    await page.getByRole('button', { name: /new seed/i }).click();
    await expect
      .poll(() => line.textContent())
      .toMatch(
        /^cost: [\d.]+ (ms|µs) a layer (on the GPU|waiting included) · [\d.]+ GFLOP\/s in all, [\d.]+ % of the adapter’s [\d.]+ [GT]FLOP\/s · 5\.5 dispatches a layer in \d+ submissions? · \d+ MiB$/,
      );
    const share = Number(/, ([\d.]+) %/.exec((await line.textContent())!)![1]);
    expect(share).toBeLessThan(100);
    await page.reload();
    await runEnds(page);
    expect(await line.isVisible()).toBe(true);
    await page.keyboard.press('m');
    expect(await line.isVisible()).toBe(false);
  });

  it('is not told of the CPU, and says so', async () => {
    const page = await open({ cpu: true, small: true });
    await page.keyboard.press('m');
    expect(await page.locator('.lab-costs').textContent()).toBe(
      'cost: told of runs on a GPU alone',
    );
  });
});
