import { svg } from '../dom/svg';
import { textWidth } from '../dom/text';
import type { Frame } from './frame';

/** Height of a line in font sizes. */
const LINE = 1.3;

/** A sentence in lines of at most this width. */
export function wrapped(sentence: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) lines.pop();
    lines.push(lines.length === 0 || textWidth(longer, fontSize) <= width ? longer : word);
  }
  return lines;
}

/** A sentence in lines, with its size. */
export interface Caveat {
  readonly lines: readonly string[];
  readonly fontSize: number;
  readonly left: number;
  readonly height: number;
}

/** The most lines at the plane's width; a longer sentence is set smaller, at the chart's full width. */
const MOST = 2;
const SMALLER = 0.8;

/** Space below the lines, for half a tick's height, in font sizes. */
const GAP = 0.5;

/** Lays a sentence out so that the plane keeps its room: on a phone it would take half of it. */
export function caveatOver(
  sentence: string,
  plane: { readonly left: number; readonly width: number },
  { width, fontSize }: { readonly width: number; readonly fontSize: number },
): Caveat {
  const set = (left: number, lineWidth: number, size: number): Caveat => {
    const lines = wrapped(sentence, lineWidth, size);
    return { lines, fontSize: size, left, height: LINE * size * lines.length };
  };
  const beside = set(plane.left, plane.width, fontSize);
  if (beside.lines.length <= MOST) return beside;
  const across = set(0, width, SMALLER * fontSize);
  return { ...across, height: across.height + GAP * fontSize };
}

/** Draws the reason why theory is incomplete above the plane, where no curve is. */
export const caveat = ({ top }: Frame, { lines, fontSize, left, height }: Caveat) =>
  lines.map((line, i) => {
    const y = top - height + (i + 0.55) * LINE * fontSize;
    const style = `font-size: ${fontSize}px`;
    return svg('text', { class: 'muted haloed caveat', x: left, y, style }, line);
  });
