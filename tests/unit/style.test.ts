import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '../../src');
const TOKENS = 'style/tokens.css';

/** What only the tokens write, by what it looks like in a declaration whose tokens are each a “T”. */
const raw: Readonly<Record<string, RegExp>> = {
  'size of type': /^font-size: (?!T;|inherit;|calc\(T \* T\);)/,
  'weight of type': /^font-weight: (?!T;)/,
  corner: /^border[a-z-]*radius:.*\d(px|r?em|%)/,
  distance: /^(padding|margin|gap|row-gap|column-gap)[a-z-]*:.*\drem/,
  motion: /^(transition|animation)[a-z-]*:.*([1-9]\d*m?s\b|ease|linear|cubic)/,
  colour: /#[\da-f]{3,8}\b|\b(rgb|hsl|oklch|lab)a?\(/,
};

/** What may be written elsewhere, and why. */
const exceptions: readonly (readonly [file: string, says: RegExp])[] = [
  // The scene is drawn without a page too, and then has colours of its own.
  ['scene/scene.css', /#/],
];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.css'));

const withoutTokens = (text: string): string => {
  const without = text.replace(/var\([^()]*\)/g, 'T');
  return without === text ? text : withoutTokens(without);
};

/** Declarations of a sheet, each in one line. */
const declarationsOf = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/[;{}]/)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => /^[a-z-]+:/.test(part))
    .map((part) => `${withoutTokens(part)};`);

/** What a sheet's text writes that only the tokens may. */
const rawIn = (file: string, text: string) =>
  declarationsOf(text).flatMap((one) =>
    exceptions.some(([where, says]) => where === file && says.test(one))
      ? []
      : Object.keys(raw).flatMap((kind) => (raw[kind]!.test(one) ? [`${kind}: ${one}`] : [])),
  );

describe('the style sheets', () => {
  it.each(files.filter((file) => file !== TOKENS))('%s writes tokens alone', (file) => {
    expect(rawIn(file, readFileSync(join(source, file), 'utf8'))).toEqual([]);
  });

  it('would be caught at it', () => {
    const text = `a { font-size: 1.1rem; font-weight: bold; border-radius: 0.3rem; gap: 0 0.4rem;
      transition: opacity 100ms; color: #fff; background: rgb(0 0 0 / 50%) }`;
    expect(rawIn('a.css', text)).toHaveLength(7);
  });

  it('use no token that there is not', () => {
    const all = files.map((file) => readFileSync(join(source, file), 'utf8')).join();
    const tokens = all.match(/var\(--(type|space|motion|ease|radius|ring|bar)\b[\w-]*/g)!;
    const defined = readFileSync(join(source, TOKENS), 'utf8');
    const missing = tokens.filter((token) => !defined.includes(`${token.slice(4)}:`));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('move for 150 to 300 ms', () => {
    const [, motion] = /--motion: (\d+)ms/.exec(readFileSync(join(source, TOKENS), 'utf8'))!;
    expect(Number(motion)).toBeGreaterThanOrEqual(150);
    expect(Number(motion)).toBeLessThanOrEqual(300);
  });
});
