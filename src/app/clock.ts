/** Moves the time while it plays; nothing runs while it does not. */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import {
  advanced,
  type Extent,
  type Playback,
  scrubbedTo,
  stepped,
  toggled,
} from '../model/playback';
import { afterFrame } from '../model/soon';
import type { PlaybackBarEvents } from '../ui/playback-bar';
import { follow } from './follow';
import type { Store } from './store';

export function createClock(
  alive: AbortSignal,
  { page, set }: Pick<Store, 'page' | 'set'>,
  extent: ReadonlySignal<Extent>,
): PlaybackBarEvents {
  const playing = computed(() => page.value.time.playing);
  const change = (by: (time: Playback, extent: Extent) => Playback) => {
    set({ time: by(page.peek().time, extent.peek()) });
  };
  follow(alive, () => {
    if (!playing.value) return;
    let before = performance.now();
    // However late it comes, in a page that is covered too: a speaker's window may follow.
    const tick = () => {
      const now = performance.now();
      const seconds = (now - before) / 1000;
      before = now;
      cancel = afterFrame(tick);
      change((time, extent) => advanced(time, seconds, extent));
    };
    let cancel = afterFrame(tick);
    return () => cancel();
  });
  return {
    toggle: () => change(toggled),
    step: (by) => change((time, extent) => stepped(time, by, extent)),
    scrub: (to) => change((time, extent) => scrubbedTo(time, to, extent)),
    change: (changes) => change((time) => ({ ...time, ...changes })),
  };
}
