/** The page's style sheets as they are in a shadow root: its root is an element, and the window the host. */

/** The element that stands for the page: containers are measured by it, and its font size is a rem. */
const PAGE = '.guest';

/** What is written otherwise, in this order. */
const rewritten = [
  [/\/\*[\s\S]*?\*\//g, ''],
  [/:root\b/g, PAGE],
  [/(^|[}\s])body(?=\s*\{)/g, `$1${PAGE}`],
  // How high the window is, is how high the element is.
  [/@media \((min|max)-height:/g, '@container page ($1-height:'],
  // In a query, a container's own font size; elsewhere there is no rem but that of the page around.
  [/@(?:container|media)[^{]*/g, (query) => query.replace(/(?<=\d)rem\b/g, 'em')],
  [/(-?\d*\.?\d+)rem\b/g, 'calc($1 * var(--rem))'],
  // Not cqw and cqh, which are of the nearest container.
  [/(?<!--|[\w#.])(-?\d*\.?\d+)d?(vw|vh)\b/g, 'calc($1 * var(--$2))'],
  [/(\.guest\s*\{[^}]*?)font-size:\s*([^;}]+)/, '$1--rem: $2; font-size: var(--rem)'],
  [/\s+/g, ' '],
];

/**
 * A sheet for `document` as a sheet for a lab in a shadow root.
 * @param {string} sheet
 * @returns {string}
 */
export const inShadow = (sheet) =>
  rewritten.reduce((text, [from, to]) => text.replace(from, /** @type {string} */ (to)), sheet);
