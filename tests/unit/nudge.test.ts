import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nudged } from '../../src/engine/webgpu/device';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';

/** A device whose work ends when it is told so. */
function fake() {
  const submissions: GPUCommandBuffer[][] = [];
  const waiting: { end(): void; fail(error: Error): void }[] = [];
  const queue = {
    submit: (commands: GPUCommandBuffer[]) => submissions.push(commands),
    onSubmittedWorkDone: () =>
      new Promise<void>((end, fail) => {
        waiting.push({ end, fail });
      }),
  };
  return { device: { queue } as unknown as GPUDevice, submissions, waiting };
}

const work = [{} as GPUCommandBuffer];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a device', () => {
  it.each([CHROME, undefined])('is left as it is in %s', async (userAgent) => {
    const { device, submissions } = fake();
    nudged(device, userAgent).queue.submit(work);
    await vi.advanceTimersByTimeAsync(1000);
    expect(submissions).toEqual([work]);
  });

  it('is nudged in Firefox until the newest submission is done', async () => {
    const { device, submissions, waiting } = fake();
    const { queue } = nudged(device, FIREFOX);
    await vi.advanceTimersByTimeAsync(100);
    expect(submissions).toEqual([]);
    queue.submit(work);
    await vi.advanceTimersByTimeAsync(8);
    expect(submissions).toEqual([work, [], []]);
    queue.submit(work);
    waiting[0]!.end();
    await vi.advanceTimersByTimeAsync(4);
    expect(submissions).toEqual([work, [], [], work, []]);
    waiting[1]!.end();
    await vi.advanceTimersByTimeAsync(100);
    expect(submissions).toHaveLength(5);
    queue.submit(work);
    await vi.advanceTimersByTimeAsync(4);
    expect(submissions.slice(5)).toEqual([work, []]);
    // A device that is lost answers like that.
    waiting[2]!.fail(new Error('lost'));
    await vi.advanceTimersByTimeAsync(100);
    expect(submissions).toHaveLength(7);
  });
});
