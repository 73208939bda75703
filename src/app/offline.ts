/** The page without a network: a service worker keeps it, and a newer one waits for the next start. */
import { remember, remembered } from '../dom/storage';
import { LESSON_PARAMETER } from '../lecture/host';
import { version } from '../model/version';

const KEY = 'initscope.version';

/** Who shows the page in a frame decides himself what is kept of his pages, and what is said there. */
const isEmbedded = window !== window.top;

/**
 * Says so where this browser has shown another version before. `entry` is the address of the page's
 * script, which the build gives another name whenever anything of the page changes.
 */
export function remarksOnUpdate(entry: string): readonly string[] {
  if (isEmbedded) return [];
  const before = remembered(KEY);
  const now = `${version} ${new URL(entry).pathname.split('/').at(-1)}`;
  if (before === now) return [];
  remember(KEY, now);
  if (before === undefined) return [];
  return before.startsWith(`${version} `)
    ? [`Updated to a newer build of version ${version}.`]
    : [`Updated to version ${version}.`];
}

/** A lesson that the address names was loaded before there was a worker, which keeps what it sees. */
function keepLesson(): void {
  const lesson = new URLSearchParams(location.search).get(LESSON_PARAMETER);
  if (lesson !== null) fetch(lesson, { mode: 'same-origin' }).catch(() => {});
}

/** Keeps the page for when there is no network, where the browser can; newer files come unseen. */
export async function keepForOffline(): Promise<void> {
  // Development changes by the second, and a single file needs nothing else.
  if (import.meta.env.MODE !== 'production' || isEmbedded) return;
  try {
    const { serviceWorker } = navigator;
    if (!serviceWorker.controller)
      serviceWorker.addEventListener('controllerchange', keepLesson, { once: true });
    await serviceWorker.register('sw.js');
  } catch {
    // Not over plain http, nor where storage is refused: the page needs the network as any other.
  }
}
