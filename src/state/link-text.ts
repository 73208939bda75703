/**
 * Between a link’s text and its names and values. What chat programs, mail clients and people do to a
 * link on its way is undone as far as can be.
 */
export type Pair = readonly [name: string, value: string];

/** The most characters that are read: far more than any page's link has. */
const LONGEST = 2 ** 16;

/** Escapes what linkifiers cut a link at; commas and slashes stay readable. */
const encoded = (text: string) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2C', ',')
    .replaceAll('%2F', '/');

export const textOf = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `${name}=${encoded(value)}`).join('&');

/** Decodes escapes; broken ones stay as they are. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      try {
        return decodeURIComponent(escapes);
      } catch {
        return escapes;
      }
    });
  }
}

/** A text that mail clients have escaped as a whole, perhaps more than once. */
function unescaped(text: string): string {
  let plain = text;
  for (let i = 0; i < 3 && !plain.includes('=') && /%(?:25)*3D/i.test(plain); i++)
    plain = decoded(plain);
  return plain;
}

/** Punctuation that follows a link in a sentence, or stands for a cut-off end. */
const BEHIND = ' \t\r\n\u00a0.,;:!?…"\'’”»«“)>]}*';
const ENTITIES_BEHIND = ['&gt;', '&lt;', '&quot;', '&#34;', '&#39;', '&apos;', '&nbsp;'];

/** A loop, because a regular expression anchored at the end takes quadratic time on a long text. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && BEHIND.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

function withoutEntities(text: string): string {
  let rest = withoutTail(text);
  for (;;) {
    const entity = ENTITIES_BEHIND.find((one) => `${rest};`.endsWith(one) || rest.endsWith(one));
    if (!entity) return rest;
    rest = withoutTail(rest.slice(0, rest.lastIndexOf('&')));
  }
}

/** The names and values of a link's text, in its order, and how long it was if it was too long. */
export function pairsOf(text: string): { pairs: readonly Pair[]; tooLong: string | undefined } {
  const isLong = text.length > LONGEST;
  const read = isLong ? text.slice(0, text.lastIndexOf('&', LONGEST)) : text;
  const plain = withoutEntities(
    unescaped(read.replace(/^[#?/!&\s]+/, '')).replace(/&(?:amp;|#38;|#x26;)+/gi, '&'),
  );
  const pieces = plain.split('&').filter(Boolean);
  const pairs = pieces.map((piece, i): Pair => {
    const at = piece.includes('=') ? piece.indexOf('=') : piece.length;
    const [name, value] = [piece.slice(0, at), piece.slice(at + 1)].map((part) =>
      decoded(part.replaceAll('+', ' ')),
    ) as [string, string];
    return [name.trim(), i === pieces.length - 1 ? withoutTail(value) : value];
  });
  return {
    pairs,
    tooLong: isLong
      ? `The link has ${text.length} characters: only its first ${LONGEST} are read.`
      : undefined,
  };
}
