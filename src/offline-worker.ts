/**
 * The service worker: keeps the page as it was built, so that it opens without a network. A newer one
 * fetches what has changed, then waits until no page of the older is open: none is changed while it is
 * used. scripts/build/offline.mjs builds it as sw.js.
 */
import { clientsClaim } from 'workbox-core';
import { type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';

/** All that the page is made of, put here by the build. */
declare const FILES: PrecacheEntry[];

/** Networks that are there and answer nothing are common in halls. */
const PATIENCE_IN_SECONDS = 5;

// The page that has brought the first worker need not be opened again to have what it has not loaded yet.
clientsClaim();

// “?lesson=…” is the page's, not the server's.
precacheAndRoute(FILES, { ignoreURLParametersMatching: [/./], cleanURLs: false });

// A lesson of one's own, which the page alone asks for in this mode: as it is now, or as it was.
registerRoute(
  ({ request }) => request.mode === 'same-origin',
  new NetworkFirst({
    cacheName: 'initscope-lessons',
    networkTimeoutSeconds: PATIENCE_IN_SECONDS,
  }),
);
