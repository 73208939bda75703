import fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { emphasisTokenizer, spansIn } from '../../src/lecture/format/emphasis';

const emphasis = new Marked({ tokenizer: emphasisTokenizer() });
/** A paragraph’s HTML, with the tags of emphasis alone as they are written in Markdown. */
const inside = (markdown: string) =>
  emphasis.parse(markdown, { async: false }).replace(/^<p>|<\/p>\n$/g, '');

describe('emphasis beside CJK', () => {
  it.each([
    ['**方差爆炸。**为什么', '<strong>方差爆炸。</strong>为什么'],
    ['**분산(Variance)**은', '<strong>분산(Variance)</strong>은'],
    ['これは**「方差」**です', 'これは<strong>「方差」</strong>です'],
    ['*真（*他', '<em>真（</em>他'],
    ['这是**“重要”**的', '这是<strong>“重要”</strong>的'],
    ['**真，**她', '<strong>真，</strong>她'],
    ['**真…**她', '<strong>真…</strong>她'],
    ['~~删除。~~这', '<del>删除。</del>这'],
    ['~删除。~这', '<del>删除。</del>这'],
    ['한국어**[강조]**한국어', '한국어<strong>[강조]</strong>한국어'],
    ['***太。*好**吗', '<strong><em>太。</em>好</strong>吗'],
    ['**a**。**b**', '<strong>a</strong>。<strong>b</strong>'],
    ['**`code`**は', '<strong><code>code</code></strong>は'],
    // Outside the first plane, with a variation selector, and ideographic ones.
    ['𠀀**(b)**𠀁', '𠀀<strong>(b)</strong>𠀁'],
    ['〽︎**(b)**a', '〽︎**(b)**a'],
    ['禰󠄀**(b)**禰󠄀', '禰󠄀<strong>(b)</strong>禰󠄀'],
    ['**真“︁**她', '<strong>真“︁</strong>她'],
  ])('%s', (markdown, html) => {
    expect(inside(markdown)).toBe(html);
  });

  it.each([
    ['an underscore is no more than before', '中_a_文 snake_case_name', '中_a_文 snake_case_name'],
    ['an emoji is not CJK', '**a.**😀b **a.**b', '<strong>a.</strong>😀b **a.**b'],
    ['spaces still count', '中 ** a ** 文', '中 ** a ** 文'],
    ['and Latin punctuation', '**a.**b', '**a.**b'],
  ])('%s', (_, markdown, html) => {
    expect(inside(markdown)).toBe(html);
  });
});

describe('emphasis elsewhere', () => {
  // Of the examples of CommonMark 0.31.2, by number; where marked’s own rules differ, these decide.
  it.each([
    [350, '*foo bar*', '<em>foo bar</em>'],
    [351, 'a * foo bar*', 'a * foo bar*'],
    [352, 'a*"foo"*', 'a*&quot;foo&quot;*'],
    [354, '*$*alpha.', '*$*alpha.'],
    [355, 'foo*bar*', 'foo<em>bar</em>'],
    [359, 'foo_bar_', 'foo_bar_'],
    [363, 'foo-_(bar)_', 'foo-<em>(bar)</em>'],
    [368, '*(*foo)', '*(*foo)'],
    [369, '*(*foo*)*', '<em>(<em>foo</em>)</em>'],
    [375, '_foo_bar_baz_', '<em>foo_bar_baz</em>'],
    [393, '**foo "*bar*" foo**', '<strong>foo &quot;<em>bar</em>&quot; foo</strong>'],
    [410, '*foo**bar**baz*', '<em>foo<strong>bar</strong>baz</em>'],
    [411, '*foo**bar*', '<em>foo**bar</em>'],
    [412, '***foo** bar*', '<em><strong>foo</strong> bar</em>'],
    [415, 'foo***bar***baz', 'foo<em><strong>bar</strong></em>baz'],
    [
      416,
      'foo******bar*********baz',
      'foo<strong><strong><strong>bar</strong></strong></strong>***baz',
    ],
    [438, 'foo *\\**', 'foo <em>*</em>'],
    [442, '**foo*', '*<em>foo</em>'],
    [443, '*foo**', '<em>foo</em>*'],
    [466, '***foo***', '<em><strong>foo</strong></em>'],
    [468, '*foo _bar* baz_', '<em>foo _bar</em> baz_'],
    [470, '**foo **bar baz**', '**foo <strong>bar baz</strong>'],
    [474, '*a `*`*', '<em>a <code>*</code></em>'],
  ])('is by CommonMark’s example %i', (_, markdown, html) => {
    expect(inside(markdown)).toBe(html);
  });

  it('is marked’s own where every word stands alone', () => {
    const own = new Marked();
    const pieces = fc.constantFrom(
      'a ',
      '*b* ',
      '**c** ',
      '_d_ ',
      '~~e~~ ',
      '***f*** ',
      '* ',
      '`*` ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = `x ${parts.join('')}`;
        expect(emphasis.parse(text)).toBe(own.parse(text));
      }),
    );
  });

  it('is read in no time, however long the text', () => {
    // Were each of these closers compared with all openers before it, it would take a minute.
    expect(spansIn('_a b* '.repeat(100_000)).size).toBe(0);
  });
});
