/** Which lines of a Markdown text are fenced code, by the rules of CommonMark 0.31.2. */

/** A block quote, or a list item by how far its content is indented. */
type Container = 'quote' | number;

const QUOTE = /^ {0,3}> ?/;
const MARKER = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))( +|$)/;
/** What follows a fence of backticks has none of them: they would be code in a line. */
const OPENING = /^ {0,3}(`{3,}(?!.*`)|~{3,})/;

/** Spaces beyond these are the item's own: indented code. */
const WIDEST_GAP = 4;

/** A line without the marks of these containers, and how many of them it is still in. */
function within(line: string, containers: readonly Container[]) {
  let rest = line;
  for (const [depth, container] of containers.entries()) {
    const mark = container === 'quote' ? QUOTE.exec(rest)?.[0] : ' '.repeat(container);
    // A blank line ends a quote, but no list item.
    const isIn = mark !== undefined && (rest.startsWith(mark) || (rest === '' && mark !== ''));
    if (!isIn) return { rest, depth };
    rest = rest.slice(mark.length);
  }
  return { rest, depth: containers.length };
}

/** The containers that a line begins, and what it holds inside them. */
function beginning(line: string) {
  const begun: Container[] = [];
  let rest = line;
  for (;;) {
    const quote = QUOTE.exec(rest);
    const item = MARKER.exec(rest);
    if (quote) {
      begun.push('quote');
      rest = rest.slice(quote[0].length);
    } else if (item) {
      const gap = item[2]!.length;
      const width = item[1]!.length + (gap > WIDEST_GAP ? 1 : Math.max(1, gap));
      begun.push(width);
      rest = rest.slice(width);
    } else return { begun, rest };
  }
}

/** Reads a text line by line. */
export function createFenceReader() {
  let containers: Container[] = [];
  let fence: string | undefined;

  return {
    /** The fence that has begun and not ended. */
    fence: () => fence,
    /** Whether the next line is fenced code, or one of its fences. */
    reads(line: string): boolean {
      const spaced = line.replaceAll('\t', '    ').trimEnd();
      const { rest, depth } = within(spaced, containers);
      if (depth < containers.length) fence = undefined;
      if (fence) {
        const closing = rest.replace(/^ {0,3}/, '');
        if (closing.startsWith(fence) && closing.replaceAll(fence[0]!, '') === '')
          fence = undefined;
        return true;
      }
      const inner = beginning(rest);
      containers = [...containers.slice(0, depth), ...inner.begun];
      fence = OPENING.exec(inner.rest)?.[1];
      return fence !== undefined;
    },
  };
}
