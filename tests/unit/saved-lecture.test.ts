import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SavedLecture, savedLectureOf } from '../../src/lecture/saved-lecture';

const place: SavedLecture = {
  link: 'scheme=lecun_normal&at=3.2&v=1',
  dropped: { name: 'mine.md', text: '---\nlesson: A\n---\n' },
};

describe('what a reload of the lecture goes on with', () => {
  it('is read back as it was written', () => {
    expect(savedLectureOf(JSON.stringify(place))).toEqual(place);
    const bare = { ...place, dropped: undefined };
    expect(savedLectureOf(JSON.stringify(bare))).toEqual(bare);
  });

  it.each([
    '',
    '{',
    'null',
    '7',
    '[]',
    '{}',
    '{"link":7}',
    // As an older page wrote it.
    '{"position":{"chapter":1,"step":0}}',
    '{"moment":{"position":{"chapter":1,"step":0},"revealed":true},"kept":{"view":{}}}',
  ])('is nothing in %j', (text) => {
    expect(savedLectureOf(text)).toBeUndefined();
  });

  it.each([7, 'mine.md', { name: 'mine.md', text: 7 }, { text: '---' }, null])(
    'leaves out a lesson that is none: %j',
    (dropped) => {
      expect(savedLectureOf(JSON.stringify({ ...place, dropped }))).toEqual({
        ...place,
        dropped: undefined,
      });
    },
  );

  it('is found in any text without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const found = savedLectureOf(text);
        if (found) expect(typeof found.link).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });
});
