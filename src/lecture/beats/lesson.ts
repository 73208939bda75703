/** The lesson that the lecture opens with: sixteen beats, a file each, in the order of their names. */
import { Problem } from '../../model/problem';
import { parseFiles } from '../format/parse';
import type { Lesson } from '../lesson';

const beats = import.meta.glob<string>('./*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Throws what is wrong with it, if anything is: the tests read it as well. */
export function theLesson(): Lesson {
  const files = Object.keys(beats)
    .sort()
    .map((path) => ({ name: path.replace('./', 'beats/'), text: beats[path]! }));
  const lesson = parseFiles(files);
  if (lesson instanceof Problem) throw new Error(lesson.sentence);
  return lesson;
}
