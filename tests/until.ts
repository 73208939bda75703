import { vi } from 'vitest';
import { LONGEST } from '../scripts/waiting.mjs';

/** Milliseconds between two looks. */
const INTERVAL = 10;

// Vitest's own second is too short on a machine under load.
const patient = (interval: number) => ({ timeout: LONGEST, interval });

/** Waits until something is so, and gives what it is. */
export const until = <T>(condition: () => T, interval = INTERVAL) =>
  vi.waitUntil(condition, patient(interval));

/** Waits until assertions hold; fails with what they say. */
export const untilHolds = (assertions: () => void) => vi.waitFor(assertions, patient(INTERVAL));
