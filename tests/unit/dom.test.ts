import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && file.includes('/') && !file.startsWith('dom/'));

describe('outside dom/', () => {
  // By hand, an id is the page's instead of the part's, and what each room makes drifts apart.
  it.each([
    ['elements', /\bcreateElement(NS)?\(/],
    ['ids', /\.id (\|\|)?= |\bid: ['"`]/],
    ['live regions for screen readers alone', /['"`]announcement['"`]/],
    ['questions for reduced motion', /prefers-reduced-motion/],
  ])('no room makes its own %s', (_, made) => {
    expect(files.length).toBeGreaterThan(200);
    const found = files.filter((file) => made.test(readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual([]);
  });
});
