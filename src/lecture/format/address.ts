/** Which addresses a lesson may contain, wherever it comes from. */

/** Relative addresses are resolved against this. */
const HERE = 'https://here.invalid';

const read = (href: string): URL | undefined =>
  URL.canParse(href, HERE) ? new URL(href, HERE) : undefined;

/** Refuses javascript: and the like. The parsed URL decides, because its spelling can be disguised. */
export const isLink = (href: string) => /^(https?|mailto):$/.test(read(href)?.protocol ?? '');

/** Nothing is fetched from other servers, because a lecture must work offline. */
export const isImage = (href: string) => /^data:image\//.test(href) || read(href)?.origin === HERE;
