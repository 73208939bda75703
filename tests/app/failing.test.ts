import { describe, expect, it } from 'vitest';
import { open, runEnds, useBrowser } from './page';

useBrowser();

/** Every test waits by `runEnds`: a page that has failed must not let it wait. */
describe('waiting for the page', () => {
  it('ends with its own words when its device is lost, and when a run fails', async () => {
    const page = await open({
      early: true,
      // What Dawn and the run say of the lost device.
      fails: /./,
      // Every device is lost in the midst of a run, and so is each that takes its place.
      before: () => {
        const submits = new WeakMap<GPUQueue, number>();
        const { submit } = GPUQueue.prototype;
        GPUQueue.prototype.submit = function (commands) {
          const { gpuDevices } = globalThis as never as { gpuDevices: GPUDevice[] };
          const count = (submits.get(this) ?? 0) + 1;
          submits.set(this, count);
          if (count === 15) gpuDevices.find(({ queue }) => queue === this)!.destroy();
          return submit.call(this, commands);
        };
      },
    });
    await page.locator('.lab-notice', { hasText: 'The graphics device was lost' }).waitFor();
    // A wait that nothing ended would be rejected with Playwright's words.
    await expect(runEnds(page)).rejects.toThrow('The graphics device was lost');
    await page.getByRole('button', { name: 'New seed' }).click();
    await expect(runEnds(page)).rejects.toThrow(
      /The page has failed\. (This run failed|The graph)/,
    );
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
