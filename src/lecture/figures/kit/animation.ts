/** Whether the system asks for nothing to move by itself. */
export const wantsStillness = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A tab that was hidden for minutes must not leap: the longest step, in seconds. */
const LONGEST = 0.1;

/** Calls `step` in every frame, with the seconds since the last one, for as long as it says true. */
export function createAnimation(step: (seconds: number) => boolean) {
  let frame = 0;
  let last: number | undefined;
  const run = (now: number) => {
    const seconds = last === undefined ? 0 : Math.min(LONGEST, (now - last) / 1000);
    last = now;
    frame = step(seconds) ? requestAnimationFrame(run) : 0;
  };
  return {
    get running(): boolean {
      return frame !== 0;
    },
    start(): void {
      last = undefined;
      frame ||= requestAnimationFrame(run);
    },
    stop(): void {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}
