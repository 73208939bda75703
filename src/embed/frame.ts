/** A lab in another page's frame: it answers that page's messages, and hands it the keys that are its. */
import type { EmbedHost } from './host';
import { handKeys } from './keys';
import type { Origins } from './origins';
import { createProtocol, marked } from './protocol';
import { isOurs, VERSIONS } from './version';

/**
 * Answers the page around until `alive` ends. Keys, and that the lab is there, are told to whatever page
 * holds the frame; all else only to one that may drive the lab.
 */
export function answerParent(host: EmbedHost, alive: AbortSignal, { allows }: Origins): void {
  const { parent } = window;
  if (parent === window) return;
  const send = (said: object, origin: string) =>
    // An opaque origin has no name: the message goes to the window that has just spoken.
    parent.postMessage(marked(said), origin === 'null' ? '*' : origin);
  /** Whom reports go to: who subscribed last. */
  let subscriber = '';
  const refused = new Set<string>();
  const answer = createProtocol(host, (report) => send(report, subscriber), alive);

  addEventListener(
    'message',
    async ({ data, origin, source }) => {
      if (source !== parent || !isOurs(data)) return;
      if (!allows(origin)) {
        if (!refused.has(origin))
          console.info(
            `Initscope does not listen to ${origin}, which embeds it: its address would have to say embed=${origin}.`,
          );
        refused.add(origin);
        return;
      }
      if (data.kind === 'subscribe') subscriber = origin;
      send(await answer(data), origin);
    },
    { signal: alive },
  );
  handKeys((key) => send({ kind: 'key', ...key }, '*'), alive);
  send({ kind: 'ready', versions: VERSIONS }, '*');
}
