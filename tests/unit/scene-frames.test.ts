import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Frames } from '../../src/scene/frames';

describe('frames', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('requestAnimationFrame', (f: () => void) => setTimeout(f, 16));
    vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** A picture that asks for the next frame with every frame, on a GPU that takes so long. */
  function always(milliseconds: number) {
    let count = 0;
    const frames = new Frames(
      () => {
        count++;
        frames.request();
      },
      () => new Promise((done) => setTimeout(done, milliseconds)),
    );
    return { frames, count: () => count };
  }

  it('are drawn once, however often they are asked for', async () => {
    const draw = vi.fn();
    const { request } = new Frames(draw, async () => {});
    for (let i = 0; i < 5; i++) request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('leave a run on a slow GPU two thirds of the time, and are all drawn without one', async () => {
    const { frames, count } = always(200);
    frames.shares = true;
    frames.request();
    await vi.advanceTimersByTimeAsync(6160);
    // 200 ms of work, 400 of rest and 16 until the next frame.
    expect(count()).toBe(10);
    frames.shares = false;
    frames.request();
    const before = count();
    await vi.advanceTimersByTimeAsync(160);
    expect(count() - before).toBe(10);
  });

  it('are not held back on a fast GPU', async () => {
    const { frames, count } = always(3);
    frames.shares = true;
    frames.request();
    await vi.advanceTimersByTimeAsync(1000);
    // A frame of 16 ms follows each rest of 9 ms.
    expect(count()).toBe(40);
  });

  it('go on after one that the GPU did not finish', async () => {
    const draw = vi.fn();
    const frames = new Frames(draw, () => Promise.reject(new Error('the device is gone')));
    frames.shares = true;
    frames.request();
    await vi.advanceTimersByTimeAsync(100);
    frames.request();
    await vi.advanceTimersByTimeAsync(100);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('end when they are cancelled', async () => {
    const { frames, count } = always(200);
    frames.shares = true;
    frames.request();
    await vi.advanceTimersByTimeAsync(20);
    frames.cancel();
    await vi.advanceTimersByTimeAsync(2000);
    expect(count()).toBe(1);
  });
});
