import { createButton } from '../dom/controls';
import { make } from '../dom/make';
import { store, stored } from '../dom/storage';

const KEY = 'initscope.presenter.started';

/** “4:05”, “1:02:00”. */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (x: number) => String(x).padStart(2, '0');
  const long = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${long}:${two(whole % 60)}`;
}

/** Start time in milliseconds since 1970, stored so that a reload does not stop the clock. */
function startedAt(): number | undefined {
  const at = stored(KEY);
  return at === undefined ? undefined : Number(at);
}

/** Minutes planned for what comes before the step, for what comes before the next, and for all. */
export interface Plan {
  readonly before: number;
  readonly after: number;
  readonly total: number;
}

/** Time since the beginning, beside the time that was planned for it. */
export function createClock() {
  let started = startedAt();
  let plan: Plan | undefined;
  const elapsed = make('b', { class: 'elapsed' });
  const planned = make('span', { class: 'planned' });
  const toggle = createButton('', () => set(started === undefined ? Date.now() : undefined));
  const element = make('div', { class: 'clock' }, elapsed, planned, toggle);

  function tick() {
    const seconds = started === undefined ? 0 : (Date.now() - started) / 1000;
    elapsed.textContent = clockTime(seconds);
    toggle.textContent = started === undefined ? 'Start' : 'Reset';
    if (!plan) return;
    const { before, after, total } = plan;
    planned.textContent = `planned ${clockTime(60 * before)} to ${clockTime(60 * after)} of ${clockTime(60 * total)}`;
    const late = started !== undefined && seconds > 60 * after;
    element.dataset.pace = late ? 'late' : '';
    if (late) planned.textContent += `: ${clockTime(seconds - 60 * after)} late`;
  }

  function set(next: number | undefined) {
    started = next;
    store(KEY, next === undefined ? undefined : String(next));
    tick();
  }

  setInterval(tick, 500);
  tick();
  return {
    element,
    show(next: Plan): void {
      plan = next;
      tick();
    },
  };
}
