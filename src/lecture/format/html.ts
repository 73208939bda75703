/** HTML as text, in which nothing that an author wrote is markup. */
import type { Placeholder } from './placeholder';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);

/** Marks an element as a live value, or as what stands for one; `renderText` fills it. */
export const liveAttributes = ({ name, symbol }: Placeholder) =>
  `class="${symbol === undefined ? 'live' : 'linked'}" data-live="${escaped(name)}" tabindex="0"`;
