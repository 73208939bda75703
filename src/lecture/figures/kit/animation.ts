import { soon } from '../../../model/soon';

/**
 * Calls `step` in every frame, with the seconds since the last one, for as long as it returns true.
 * In a covered page it goes on without frames, because a speaker's window may show the result.
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
