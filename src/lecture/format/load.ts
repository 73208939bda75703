/** Fetches a lesson: a file of the same server by its address, or one that a person has dropped. */
import { Problem } from '../../model/problem';
import type { Lesson } from '../lesson';
import { LONGEST, parseLesson } from './parse';

/** UTF-8 takes up to four bytes a character. */
const LARGEST = 4 * LONGEST;

const tooLarge = (name: string) =>
  new Problem(`${name} is larger than ${LARGEST / 1024} kB, too large for a lesson.`);

/** Reads a file's bytes as a lesson. */
export async function readLesson(file: Blob, name: string): Promise<Lesson | Problem> {
  if (file.size > LARGEST) return tooLarge(name);
  return parseLesson(await file.text(), name);
}

/** Loads a lesson by its address, which may be relative to the page's. */
export async function loadLesson(link: string, page: string): Promise<Lesson | Problem> {
  if (!URL.canParse(link, page)) return new Problem(`“${link}” is not an address.`);
  const url = new URL(link, page);
  if (url.protocol === 'file:' && new URL(page).protocol === 'file:')
    return new Problem(
      `The lesson ${link} cannot be loaded by a page that was opened as a file: drop it onto the page instead.`,
    );
  const name = url.pathname.split('/').at(-1) || url.pathname;
  if (url.origin !== new URL(page).origin)
    return new Problem(
      `The lesson ${link} is on another server; a lesson is loaded from the page’s own server, or dropped onto the page as a file.`,
    );
  try {
    const response = await fetch(url, { mode: 'same-origin' });
    if (!response.ok)
      return new Problem(`The lesson ${link} could not be loaded (HTTP ${response.status}).`);
    if (Number(response.headers.get('content-length')) > LARGEST) return tooLarge(name);
    return await readLesson(await response.blob(), name);
  } catch {
    return new Problem(`The lesson ${link} cannot be reached.`);
  }
}
