import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import {
  advanced,
  type Extent,
  live,
  type Playback,
  scrubbedTo,
  stepped,
  toggled,
} from './model/playback';
import { soon } from './model/soon';
import type { PlaybackBarEvents } from './ui/playback-bar';

/** Moves the time while it plays; nothing runs while it does not. */
export function createPlayer(extent: ReadonlySignal<Extent>) {
  const playback = signal<Playback>(live);
  const change = (next: Playback) => {
    playback.value = next;
  };

  const playing = computed(() => playback.value.playing);
  effect(() => {
    if (!playing.value) return;
    let before = performance.now();
    // However late it comes, in a page that is covered too: a speaker's window may follow.
    const tick = () => {
      const now = performance.now();
      const seconds = (now - before) / 1000;
      before = now;
      cancel = soon(tick);
      change(advanced(playback.peek(), seconds, extent.peek()));
    };
    let cancel = soon(tick);
    return () => cancel();
  });

  const events: PlaybackBarEvents = {
    toggle: () => change(toggled(playback.peek(), extent.peek())),
    step: (by) => change(stepped(playback.peek(), by, extent.peek())),
    scrub: (time) => change(scrubbedTo(playback.peek(), time, extent.peek())),
    change: (changes) => change({ ...playback.peek(), ...changes }),
  };

  return {
    playback,
    /** The time in whole layers: a picture is drawn once for each. */
    time: computed(() => {
      const { time } = playback.value;
      return time === undefined ? undefined : Math.min(Math.floor(time), extent.value.last);
    }),
    /** Plays from the beginning. */
    play(): void {
      change({ ...playback.peek(), time: 0, playing: true });
    },
    /** Shows everything as it comes; speed and loop stay as they were chosen. */
    goLive(): void {
      const { speed, loop } = playback.peek();
      change({ ...live, speed, loop });
    },
    events,
  };
}
