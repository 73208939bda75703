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

/** A sentence as it is set, and how high that is. */
export interface Caveat {
  readonly lines: readonly string[];
  readonly fontSize: number;
  readonly left: number;
  readonly height: number;
}

/** Lines as wide as the plane, at most; more are set smaller and as wide as the picture. */
const MOST = 2;
const SMALLER = 0.8;

/** Below them, for half a tick's height, in font sizes. */
const GAP = 0.5;

/** Sets a sentence so that the plane keeps its room: on a phone it would take half of it. */
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

/** Why theory does not tell everything, above the plane, where no curve comes. */
export const caveat = ({ top }: Frame, { lines, fontSize, left, height }: Caveat) =>
  lines.map((line, i) => {
    const y = top - height + (i + 0.55) * LINE * fontSize;
    const style = `font-size: ${fontSize}px`;
    return svg('text', { class: 'muted haloed caveat', x: left, y, style }, line);
  });
