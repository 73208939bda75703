import type { Frame } from './frame';
import { textWidth } from './room';
import { svg } from './svg';

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

export const caveatHeight = (lines: readonly string[], fontSize: number) =>
  LINE * fontSize * lines.length;

/** Why theory does not tell everything, above the plane, where no curve comes. */
export const caveat = ({ left, top, fontSize }: Frame, lines: readonly string[]) =>
  lines.map((line, i) => {
    const y = top - (lines.length - i - 0.55) * LINE * fontSize;
    return svg('text', { class: 'muted haloed caveat', x: left, y }, line);
  });
