/**
 * What lies over the picture: the scene is told how high it is, and frames the stack between; what
 * stands beside the picture begins below the words.
 */
import { atEnd } from './follow';
import type { Parts } from './skeleton';

export function followMargins(
  alive: AbortSignal,
  { main, words, controls }: Pick<Parts, 'main' | 'words' | 'controls'>,
): void {
  const edges = [
    ['--above', words],
    ['--below', controls],
  ] as const;
  const observer = new ResizeObserver(() => {
    for (const [name, part] of edges) main.style.setProperty(name, `${part.offsetHeight}px`);
  });
  for (const [, part] of edges) observer.observe(part);
  atEnd(alive, () => observer.disconnect());
}
