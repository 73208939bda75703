import { soon } from '../../../model/soon';

/**
 * Calls `step` in every frame, with the seconds since the last one, for as long as it says true. In
 * a covered page it goes on without frames: a speaker's window tells what comes of it.
 */
export function createAnimation(step: (seconds: number) => boolean) {
  let cancel: (() => void) | undefined;
  let last = 0;
  const run = () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    cancel = step(seconds) ? soon(run) : undefined;
  };
  return {
    get running(): boolean {
      return cancel !== undefined;
    },
    start(): void {
      last = performance.now();
      cancel ??= soon(run);
    },
    stop(): void {
      cancel?.();
      cancel = undefined;
    },
  };
}
