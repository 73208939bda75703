import { describe, expect, it } from 'vitest';
import { directionOf, toHtml } from '../../src/lecture/format/markdown';

/** Elements of a text with the directions that they have of their own. */
const directions = (markdown: string) =>
  [...toHtml(markdown).html.matchAll(/<(\w+)[^>]*? dir="(\w+)"/g)].map(
    ([, name, direction]) => `${name} ${direction}`,
  );

describe('the direction of a text', () => {
  it.each([
    ['שלום', 'rtl'],
    ['مرحبا', 'rtl'],
    ['ܫܠܡܐ', 'rtl'],
    ['𞤀𞤣𞤤𞤢𞤥', 'rtl'],
    ['2. – “שלום” hello', 'rtl'],
    ['\u200F5', 'rtl'],
    ['hello שלום', 'ltr'],
    ['中文', 'ltr'],
    ['12 + ٣٤ …', undefined],
    ['', undefined],
  ])('%j: %s', (text, direction) => {
    expect(directionOf(text)).toBe(direction);
  });
});

describe('a lesson’s text', () => {
  it.each([
    ['שלום', ['p rtl']],
    ['### שלום\n\nhello', ['h3 rtl', 'p ltr']],
    // Letters of formulas, live values and code say nothing.
    ['$x$ שלום', ['p rtl', 'math ltr']],
    ['{{variance 1}} שלום', ['p rtl', 'span ltr']],
    ['{{inputs: fan_in}} שלום', ['p rtl', 'span auto']],
    ['`relu` שלום', ['p rtl']],
    ['$$x$$\n\nשלום', ['math ltr', 'p rtl']],
    ['$x$', ['math ltr']],
    ['- שלום\n- hello', ['ul rtl']],
    ['1. שלום\n\n   hello\n\n2. b', ['ol rtl', 'p rtl', 'p ltr', 'p ltr']],
    ['> שלום\n>\n> hello', ['blockquote rtl', 'p rtl', 'p ltr']],
    ['| שלום | a |\n|--|--|\n| 1 | ב |', ['table rtl', 'th rtl', 'th ltr', 'td rtl']],
  ])('%j', (markdown, elements) => {
    expect(directions(markdown)).toEqual(elements);
  });

  it('runs as its first letters do, where a part has none', () => {
    expect(toHtml('$x$\n\n{{depth}} `relu`\n\nשלום').direction).toBe('rtl');
    expect(toHtml('```\ncode\n```\nשלום').direction).toBe('rtl');
    expect(toHtml('hello\n\nשלום').direction).toBe('ltr');
    expect(toHtml('$x$').direction).toBeUndefined();
  });

  it('keeps a column’s own alignment', () => {
    expect(toHtml('| שלום |\n|--:|').html).toContain('<th dir="rtl" align="right">');
  });
});
