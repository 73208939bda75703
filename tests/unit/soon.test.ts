import { signal } from '@preact/signals-core';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../src/app/clock';
import { createStore } from '../../src/app/store';
import { createBreather } from '../../src/engine/cpu/breather';
import { createAnimation } from '../../src/lecture/figures/kit/animation';
import type { Extent } from '../../src/model/playback';
import { afterFrame, nextTask, soon } from '../../src/model/soon';
import { startingPage } from '../../src/state/page';
import { until } from '../until';
import { roomy } from './pages';

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('soon', () => {
  const frames = () => {
    vi.stubGlobal('requestAnimationFrame', (f: () => void) => setTimeout(f, 5));
    vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  };
  const noFrames = () => {
    vi.stubGlobal('requestAnimationFrame', () => 1);
    vi.stubGlobal('cancelAnimationFrame', () => {});
  };

  it.each([
    ['the next frame', frames],
    ['its place, where none comes', noFrames],
  ])('acts once, in %s', async (_, place) => {
    place();
    const act = vi.fn();
    soon(act);
    await until(() => act.mock.calls.length > 0);
    await wait(300);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a frame', frames],
    ['none', noFrames],
  ])('does not act once it is cancelled, with %s to come', async (_, place) => {
    place();
    const act = vi.fn();
    soon(act)();
    await wait(300);
    expect(act).not.toHaveBeenCalled();
  });

  it('acts in a task of its own after a frame, and not once it is cancelled', async () => {
    frames();
    const order: string[] = [];
    afterFrame(() => order.push('after'));
    soon(() => {
      order.push('frame');
      queueMicrotask(() => order.push('end of the frame’s task'));
    });
    await until(() => order.length === 3);
    expect(order).toEqual(['frame', 'end of the frame’s task', 'after']);

    const act = vi.fn();
    afterFrame(act)();
    // Its frame has come, its task has not.
    const cancel = afterFrame(act);
    soon(cancel);
    await wait(300);
    expect(act).not.toHaveBeenCalled();
  });

  it('prefers a frame to its timer', async () => {
    frames();
    const order: string[] = [];
    // The stub's frame comes after 5 ms, the timer after 200: timers keep their order on a busy machine.
    soon(() => order.push('soon'));
    await wait(100).then(() => order.push('later'));
    expect(order).toEqual(['soon', 'later']);
  });

  it('has tasks that do not wait for timers', async () => {
    vi.stubGlobal('setTimeout', () => 1);
    await nextTask();
    const breathe = createBreather();
    const busy = performance.now();
    // Longer than the engine works in one stretch.
    while (performance.now() - busy < 20);
    await breathe();
  });
});

describe('a page without frames', () => {
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', () => 1);
    vi.stubGlobal('cancelAnimationFrame', () => {});
  });

  const life = new AbortController();
  afterAll(() => life.abort());
  function clock(last: number) {
    const store = createStore(startingPage(), () => roomy);
    const extent = signal<Extent>({ last, reached: last, done: true });
    const events = createClock(life.signal, store, extent);
    return { ...events, time: () => store.page.value.time, set: store.set };
  }

  it('plays to the end, and no faster', async () => {
    const { time, set } = clock(6);
    const started = performance.now();
    set({ time: { time: 0, playing: true } });
    await until(() => time().time === 6);
    expect(time().playing).toBe(false);
    // Six layers of 100 ms; both clocks count whole microseconds.
    expect(performance.now() - started).toBeGreaterThan(599);
  });

  it('stops when it is paused', async () => {
    const { time, toggle } = clock(50);
    toggle();
    await wait(250);
    toggle();
    const stopped = time().time;
    expect(stopped).toBeGreaterThan(0);
    await wait(450);
    expect(time().time).toBe(stopped);
  });

  it('takes a figure’s animation to its end', async () => {
    let [share, ended] = [0, false];
    const animation = createAnimation((seconds) => {
      share += seconds;
      ended = share >= 0.5;
      return !ended;
    });
    animation.start();
    expect(animation.running).toBe(true);
    await until(() => ended);
    expect(animation.running).toBe(false);
  });
});
