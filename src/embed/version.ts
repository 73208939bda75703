/** How messages between a lab and the page that drives it are known. */

/** In every message, with the version that it speaks: other programs send messages too. */
export const MARK = 'initscope';
export const VERSION = 1;
/** All versions that are understood, the newest last. */
export const VERSIONS: readonly number[] = [VERSION];

/** Kinds that a lab sends. One that comes back, as from a page that echoes, is no question. */
export const SENT: readonly unknown[] = ['ready', 'answer', 'report', 'key'];

/** Whether something that was received is meant for a lab. */
export const isOurs = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' &&
  data !== null &&
  Object.hasOwn(data, MARK) &&
  !SENT.includes((data as { kind?: unknown }).kind);
