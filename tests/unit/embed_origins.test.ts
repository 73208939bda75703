import { describe, expect, it } from 'vitest';
import { originsOf } from '../../src/embed/origins';
import { partOf } from '../../src/embed/part';

const own = 'https://lab.example';
const course = 'https://course.example';

describe('embed in the address', () => {
  it('lets pages of the lab’s own origin drive it, and no others', () => {
    const { allows, problems } = originsOf([''], own);
    expect(allows(own)).toBe(true);
    for (const other of [course, 'https://lab.example:8443', 'http://lab.example', 'null', ''])
      expect(allows(other)).toBe(false);
    expect(problems).toEqual([]);
  });

  it('names an origin that may, or several, as people write them', () => {
    const { allows, problems } = originsOf(
      ['HTTPS://Course.Example:443/', 'http://localhost:8000'],
      own,
    );
    for (const one of [own, course, 'http://localhost:8000']) expect(allows(one)).toBe(true);
    expect(allows('http://localhost:8001')).toBe(false);
    expect(allows('https://evil-course.example')).toBe(false);
    expect(problems).toEqual([]);
  });

  it('lets every page with *, one from a file too', () => {
    const { allows } = originsOf(['*'], own);
    for (const one of [course, 'null']) expect(allows(one)).toBe(true);
  });

  it('gives a lab in a sandbox no origin that others share', () => {
    const { allows } = originsOf([''], 'null');
    expect(allows('null')).toBe(false);
  });

  it.each([
    'course.example',
    'https://course.example/page',
    'javascript:alert(1)',
    'null',
    'https://a b',
    'https://u@course.example',
  ])('that is no origin, as %s, allows nothing and is named', (name) => {
    const { allows, problems } = originsOf([name], own);
    expect(allows(course)).toBe(false);
    expect(allows('null')).toBe(false);
    expect(problems).toEqual([
      `embed “${name}” is not the origin of a page, such as https://course.example, nor * for every page.`,
    ]);
  });
});

describe('theme in the address', () => {
  const part = (query: string) => partOf(new URLSearchParams(query), own);
  it('is that of the frame', () => {
    expect(part('embed').preferences).toEqual({});
    expect(part('embed&theme=light').preferences).toEqual({ theme: 'light' });
  });
  it('that there is not is named', () => {
    expect(part('embed&theme=constructor')).toMatchObject({
      preferences: {},
      problems: ['theme “constructor” is not one of dark, light, contrast.'],
    });
  });
});
