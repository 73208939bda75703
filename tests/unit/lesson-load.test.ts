import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadLesson, readLesson } from '../../src/lecture/format/load';
import { Problem } from '../../src/model/problem';

const LESSON = '---\nlesson: L\nchapter: C\n---\nText.\n';
const PAGE = 'https://lab.example/init/index.html?x#y';

const said = (result: unknown) => (result instanceof Problem ? result.sentence : 'no problem');

/** A server that answers so, and the addresses that were asked for. */
function serve(answer: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.href);
    return answer();
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('a lesson by its address', () => {
  it('is fetched from the page’s own server', async () => {
    const asked = serve(() => new Response(LESSON));
    expect(await loadLesson('lessons/mine.md', PAGE)).toMatchObject({ title: 'L' });
    expect(await loadLesson('https://lab.example/mine.md', PAGE)).toMatchObject({ title: 'L' });
    expect(asked).toEqual([
      'https://lab.example/init/lessons/mine.md',
      'https://lab.example/mine.md',
    ]);
  });

  it.each([
    'https://other.example/mine.md',
    '//other.example/mine.md',
    'http://lab.example/mine.md',
    'data:text/plain,---',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])('is not fetched from %s', async (link) => {
    const asked = serve(() => new Response(LESSON));
    expect(said(await loadLesson(link, PAGE))).toContain(
      'is on another server; a lesson is loaded',
    );
    expect(asked).toEqual([]);
  });

  it('says what is wrong', async () => {
    expect(said(await loadLesson('https://', PAGE))).toBe('“https://” is not an address.');
    serve(() => new Response('no', { status: 404 }));
    expect(said(await loadLesson('mine.md', PAGE))).toBe(
      'The lesson mine.md could not be loaded (HTTP 404).',
    );
    serve(() => {
      throw new TypeError('Failed to fetch');
    });
    expect(said(await loadLesson('mine.md', PAGE))).toBe('The lesson mine.md cannot be reached.');
    serve(() => new Response('', { headers: { 'content-length': '1048577' } }));
    expect(said(await loadLesson('a/mine.md', PAGE))).toBe(
      'mine.md is larger than 1024 kB, too large for a lesson.',
    );
    serve(() => new Response('<!doctype html>'));
    expect(said(await loadLesson('mine.md', PAGE))).toContain('mine.md, line 1: A lesson begins');
  });
});

describe('a dropped file', () => {
  it('is a lesson, or says why not', async () => {
    expect(await readLesson(new Blob([LESSON]), 'mine.md')).toMatchObject({ title: 'L' });
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0xff]);
    expect(said(await readLesson(new Blob([png]), 'a.png'))).toBe('a.png is not a text in UTF-8.');
    const large = new Blob([new Uint8Array(2 ** 20 + 1)]);
    expect(said(await readLesson(large, 'a.md'))).toContain('a.md is larger than 1024 kB');
  });
});
