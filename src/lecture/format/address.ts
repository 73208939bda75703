/** Which addresses a lesson from anywhere may name. */

/** Relative addresses are resolved against this. */
const HERE = 'https://here.invalid';

const read = (href: string): URL | undefined =>
  URL.canParse(href, HERE) ? new URL(href, HERE) : undefined;

/** No javascript: and the like; what the parser of addresses makes of it decides, not its letters. */
export const isLink = (href: string) => /^(https?|mailto):$/.test(read(href)?.protocol ?? '');

/** Nothing is fetched from other servers: a lecture is given without a network. */
export const isImage = (href: string) => /^data:image\//.test(href) || read(href)?.origin === HERE;
