import { describe, expect, it } from 'vitest';
import { LONGEST, open, runEnds, useBrowser } from './page';

useBrowser();

/** Every test waits by `runEnds`: a page that has failed must not let it wait. */
describe('waiting for the page', () => {
  it('ends with its own words when its device is lost, and when a run fails', async () => {
    const page = await open({
      small: true,
      // What Dawn and the run say of the lost device.
      fails: /./,
    });
    await page.evaluate(() =>
      (globalThis as never as { gpuDevices: GPUDevice[] }).gpuDevices[0]!.destroy(),
    );
    await page.locator('.lab-notice:not([hidden])').waitFor();
    const started = Date.now();
    await expect(runEnds(page)).rejects.toThrow('The graphics device was lost');
    await page.getByRole('button', { name: 'New seed' }).click();
    await expect(runEnds(page)).rejects.toThrow(
      /The page has failed\. (This run failed|The graph)/,
    );
    expect(Date.now() - started).toBeLessThan(LONGEST / 4);
  });

  it('ends with an exception of the page', async () => {
    const page = await open({ cpu: true, small: true, fails: /thrown by a test/ });
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.lab')!.dataset.run = 'running';
      setTimeout(() => {
        throw new Error('thrown by a test');
      }, 100);
    });
    await expect(runEnds(page)).rejects.toThrow('thrown by a test');
  });
});
