/** Measurements from a terminal, dropped on the page: shown as a chart, which is loaded on demand. */
import { measured } from '../export/kinds';
import type { JsonOpener } from './json-files';

type Sweeps = ReturnType<typeof import('./sweep-chart').createSweeps>;

/** Opens them over `lab` until `alive` ends. */
export function followSweeps(alive: AbortSignal, lab: HTMLElement): JsonOpener {
  let sweeps: Sweeps | undefined;
  return {
    kinds: measured,
    async open(content, name) {
      const { createSweeps } = await import('./sweep-chart');
      if (alive.aborted) return;
      sweeps ??= createSweeps(alive, lab);
      return sweeps.show(content, name);
    },
  };
}
