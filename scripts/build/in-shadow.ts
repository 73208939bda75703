/** The page's style sheets as they are in a shadow root: its root is an element, and the window the host. */

/** The element that stands for the page: its font size is a rem, and containers are measured by it. */
const PAGE = '.guest';

const plain: readonly (readonly [RegExp, string])[] = [
  [/\/\*[\s\S]*?\*\//g, ''],
  [/:root\b/g, PAGE],
  [/(^|[}\s])body(?=\s*\{)/g, `$1${PAGE}`],
  // How high the window is, is how high the element is.
  [/@media \((min|max)-height:/g, '@container page ($1-height:'],
  [/\bdvh\b|(?<=\d)dvh\b/g, 'cqh'],
];

/** Of a query, the container's own; elsewhere, a page's own rem is not to be had. */
const length = (sheet: string) =>
  sheet
    .replace(/@(?:container|media)[^{]*/g, (query) => query.replace(/(?<=\d)rem\b/g, 'em'))
    .replace(/(-?\d*\.?\d+)rem\b/g, 'calc($1 * var(--rem))')
    // The font size that a rem is may not be told in itself.
    .replace(/(\.guest\s*\{[^}]*?)font-size:\s*([^;}]+)/, '$1--rem: $2; font-size: var(--rem)');

/** A sheet for `document` as a sheet for a lab in a shadow root. */
export const inShadow = (sheet: string): string =>
  length(plain.reduce((text, [from, to]) => text.replace(from, to), sheet)).replace(/\s+/g, ' ');
