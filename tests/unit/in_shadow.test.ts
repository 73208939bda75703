import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inShadow } from '../../scripts/build/in-shadow.mjs';

const source = join(import.meta.dirname, '../../src');
/** The lecture is in no shadow root. */
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.css') && !/^lecture\b/.test(file),
);

describe('a sheet in a shadow root', () => {
  it.each([
    [':root { --a: 1px }', '.guest { --a: 1px }'],
    [':root[data-theme="light"] .x { top: 0 }', '.guest[data-theme="light"] .x { top: 0 }'],
    ['body { margin: 0 } .body { margin: 0 }', '.guest { margin: 0 } .body { margin: 0 }'],
    ['.x { top: -0.5rem }', '.x { top: calc(-0.5 * var(--rem)) }'],
    [
      '.x { top: calc(100dvh - 2rem) }',
      '.x { top: calc(calc(100 * var(--vh)) - calc(2 * var(--rem))) }',
    ],
    [
      '@container page (max-width: 50rem) { .x { top: 1rem } }',
      '@container page (max-width: 50em) { .x { top: calc(1 * var(--rem)) } }',
    ],
    [
      '@media (max-height: 42rem) { .x { top: 0 } }',
      '@container page (max-height: 42em) { .x { top: 0 } }',
    ],
    [
      ':root { font-size: calc(var(--scale) * 16px); top: 0 }',
      '.guest { --rem: calc(var(--scale) * 16px); font-size: var(--rem); top: 0 }',
    ],
    ['.x { width: min(96vw, 2cqw) }', '.x { width: min(calc(96 * var(--vw)), 2cqw) }'],
    ['/* 1rem of :root */ .premise { top: 0 }', ' .premise { top: 0 }'],
  ])('%s', (sheet, expected) => expect(inShadow(sheet)).toBe(expected));

  it.each(files)('of %s asks nothing of the page around', (file) => {
    const text = inShadow(readFileSync(join(source, file), 'utf8'));
    expect(text).not.toMatch(
      /:root|\d(rem|d?v[hw])\b|@media[^{]*\b(height|width|aspect-ratio|orientation)\b|(^|[} ])(html|body) ?\{/,
    );
    // As many braces, so that no rule swallows the next.
    expect(text.split('{')).toHaveLength(text.split('}').length);
  });
});
