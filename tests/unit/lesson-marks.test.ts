import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHtml } from '../../src/lecture/format/markdown';
import { withMarks } from '../../src/lecture/format/marks';

/** HTML with formulas and live values as they are written, in ⟨ ⟩. */
function shown(markdown: string): string {
  const { html, faults } = toHtml(markdown);
  expect(faults).toEqual([]);
  return html
    .replace(/<math[^>]*>.*?<\/math>/gs, '⟨f⟩')
    .replace(/<span class="l[^>]* data-live="([^"]*)"[^>]*>[^<]*<\/span>/g, '⟨$1⟩')
    .replace(/ dir="\w+"/g, '')
    .trim();
}

describe('a formula is one thing before anything else is read', () => {
  it.each([
    ['*$x^*$ is optimal*', '<p><em>⟨f⟩ is optimal</em></p>'],
    ['**$a*b$** and $c*d$', '<p><strong>⟨f⟩</strong> and ⟨f⟩</p>'],
    ['$a_1$ and $b_1$ _c_', '<p>⟨f⟩ and ⟨f⟩ <em>c</em></p>'],
    ['$a~~b$ c~~', '<p>⟨f⟩ c~~</p>'],
    ['[see $f(x]$](a.html)', '<p><a href="a.html" target="_blank" rel="noopener">see ⟨f⟩</a></p>'],
    ['[$[0,1)$](a.html)', '<p><a href="a.html" target="_blank" rel="noopener">⟨f⟩</a></p>'],
    ['$[a](b)$', '<p>⟨f⟩</p>'],
    ['$a<b$ and $c>d$', '<p>⟨f⟩ and ⟨f⟩</p>'],
    ['$a <b> c$', '<p>⟨f⟩</p>'],
    ['# $x \\#$ #', '<h1>⟨f⟩</h1>'],
    ['$x$\n===', '<h1>⟨f⟩</h1>'],
    ['- $a*b$\n- *c* $d*e$', '<ul>\n<li>⟨f⟩</li>\n<li><em>c</em> ⟨f⟩</li>\n</ul>'],
    ['so $a\n+ b$ and $c\n- d$', '<p>so ⟨f⟩ and ⟨f⟩</p>'],
    ['- so $a\n  + b$', '<ul>\n<li>so ⟨f⟩</li>\n</ul>'],
    ['so $a\n= b$', '<p>so ⟨f⟩</p>'],
    ['$$\na\n\n+ b\n$$', '⟨f⟩'],
    ['$$a \\text{ costs \\$5}$$', '⟨f⟩'],
    ['- a\n\n  $$\n  b\n  $$', '<ul>\n<li><p>a</p>\n⟨f⟩</li>\n</ul>'],
    ['**{{variance 1}}**です', '<p><strong>⟨variance 1⟩</strong>です</p>'],
    ['**Var: {{variance 1}}**です', '<p><strong>Var: ⟨variance 1⟩</strong>です</p>'],
    ['*{{a*b: depth}}* _{{a_b_c: depth}}_', '<p><em>⟨depth⟩</em> <em>⟨depth⟩</em></p>'],
    ['{{a](b): depth}}[c](d)', '<p>⟨depth⟩<a href="d" target="_blank" rel="noopener">c</a></p>'],
  ])('%j', (markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });

  it.each([
    ['| a |\n|--|\n| $P(a|b)$ |', 1, 1],
    ['| $P(a|b)$ | {{a|b: depth}} |\n|--|--|\n| $\\|x\\|$ | $$|y|$$ |', 2, 2],
    ['$P(a|b)$ | b\n--|--\n$c|d$ | e', 2, 2],
    ['> | a |\n> |--|\n> | $a|b$ |', 1, 1],
    // Two rows with a dollar each are no formula.
    ['| a | b |\n|--|--|\n| $x | y |\n| z$ | w |', 2, 4],
  ])('in the table %j', (markdown, heads, cells) => {
    const html = shown(markdown);
    expect(html.split('<th>')).toHaveLength(heads + 1);
    expect(html.split('<td>')).toHaveLength(cells + 1);
    expect(html.split('⟨')).toHaveLength(markdown.split(/\$[^ $]+\$|\{\{/).length);
  });

  it('in a quote, without the quote’s own signs', () => {
    const { html, faults } = toHtml('> so $a\n> = b$\n> $$\n> c\n> > d\n> $$');
    expect(faults).toEqual([]);
    expect(html.split('<mo>&gt;</mo>')).toHaveLength(2);
  });
});

describe('what is no formula', () => {
  it.each([
    ['`$x$` `` ` $y$ `` $z$', '<p><code>$x$</code> <code>` $y$</code> ⟨f⟩</p>'],
    ['from $5 `$x$` $y$', '<p>from $5 <code>$x$</code> ⟨f⟩</p>'],
    ['`a|b` \\`$c$\\`', '<p><code>a|b</code> `⟨f⟩`</p>'],
    ['\\$a$ b\\$ \\{{depth}}', '<p>$a$ b$ {{depth}}</p>'],
    ['```\n$x$ {{depth}}\n```\n$y$', '<pre><code>$x$ {{depth}}\n</code></pre>\n<p>⟨f⟩</p>'],
    [
      '- ```$\n  $x$\n  ```',
      '<ul>\n<li><pre><code class="language-$">$x$\n</code></pre>\n</li>\n</ul>',
    ],
    ['    $x$ {{depth}}', '<pre><code>$x$ {{depth}}\n</code></pre>'],
    ['- costs $a\n- or b$', '<ul>\n<li>costs $a</li>\n<li>or b$</li>\n</ul>'],
    ['a $b\n\nc$', '<p>a $b</p>\n<p>c$</p>'],
    ['# a $b\nc$', '<h1>a $b</h1>\n<p>c$</p>'],
    ['a $b\n> c$', '<p>a $b</p>\n<blockquote>\n<p>c$</p>\n</blockquote>'],
    ['<b title="$x$">', '&lt;b title=&quot;$x$&quot;&gt;'],
    ['![a $x$](b.png)', '<p><img src="b.png" alt="a $x$"></p>'],
    [
      '[a](b?$x$&{{depth}})',
      '<p><a href="b?$x$&amp;{{depth}}" target="_blank" rel="noopener">a</a></p>',
    ],
    ['a\uFDD00\uFDD2b $x$', '<p>a\uFFFD0\uFFFDb ⟨f⟩</p>'],
  ])('%j', (markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });

  it('names in a mistake what was written', () => {
    const { faults } = toHtml('[*$x$*](javascript:{{depth}}) ![$y$](https://a.b/{{depth}})');
    expect(faults.map(({ source }) => source)).toEqual([
      '[*$x$*](javascript:{{depth}})',
      '![$y$](https://a.b/{{depth}})',
    ]);
    expect(faults[0]!.sentence).toContain('javascript:{{depth}} is neither');
  });
});

describe('marks', () => {
  it('give back every text as it was', () => {
    const pieces = [
      '$x$',
      '$$',
      '$',
      '{{depth}}',
      '`',
      '```\n',
      '~~~\n',
      '\n',
      '\n\n',
      '> ',
      '- ',
      '| a |\n|--|\n',
      '\\',
      '\uFDD0',
      '1',
      'a b',
      '    ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const { text: marked, unmarked } = withMarks(text);
        expect(unmarked(marked)).toBe(text.replaceAll('\uFDD0', '\uFFFD'));
        // And none is left on the page.
        expect(toHtml(text).html).not.toMatch(/[\uFDD0-\uFDD2]/);
      }),
      { numRuns: 500 },
    );
  });
});
