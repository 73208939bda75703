import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHtml } from '../../src/lecture/format/markdown';

const html = (markdown: string) => toHtml(markdown).html.trim();
const names = (markdown: string) => toHtml(markdown).live.map(({ name }) => name);

describe('a lesson’s text', () => {
  it('is Markdown', () => {
    expect(html('# A *b*')).toBe('<h1 dir="ltr">A <em>b</em></h1>');
    expect(html('- a\n- b')).toBe('<ul dir="ltr">\n<li>a</li>\n<li>b</li>\n</ul>');
  });

  it('has formulas as MathML, in a line and on their own', () => {
    expect(html('so $x_1$.')).toBe(
      '<p dir="ltr">so <math dir="ltr"><msub><mi>x</mi><mn>1</mn></msub></math>.</p>',
    );
    expect(html('$$\nx\n$$\n\nso')).toMatch(
      /^<math dir="ltr" display="block".*<mi>x<\/mi><\/math><p dir="ltr">so<\/p>$/,
    );
    expect(html('a $$x$$ b')).toContain('<math dir="ltr" display="block"');
    expect(html('$a +\nb$')).toContain('<mo>+</mo>');
  });

  it('leaves amounts of money and code alone', () => {
    expect(html('from $5 to $6, \\$7')).toBe('<p dir="ltr">from $5 to $6, $7</p>');
    expect(html('`$x$ {{depth}}`')).toBe('<p><code>$x$ {{depth}}</code></p>');
    expect(names('```\n{{depth}}\n```')).toEqual([]);
  });

  it('has live values in sentences', () => {
    const live = '<span class="live" data-live="variance 1 pre" tabindex="0" dir="ltr"></span>';
    expect(html('It is {{ variance  1 pre }}.')).toBe(`<p dir="ltr">It is ${live}.</p>`);
    expect(html('| a |\n|--|\n| {{depth}} |')).toContain('<td><span class="live"');
  });

  it('has words that stand for a live value', () => {
    expect(html('{{the inputs: fan_in}}')).toBe(
      '<p><span class="linked" data-live="fan_in" tabindex="0" dir="auto">the inputs</span></p>',
    );
  });

  const number = '<mn class="live" data-live="depth" tabindex="0"></mn>';
  it.each([
    ['{{depth}}', number],
    // Beside digits and each other: TeX would make one number of them.
    ['2{{depth}}3', `<mn>2</mn>${number}<mn>3</mn>`],
    ['{{depth}}{{depth}}', number + number],
    ['10^{{{depth}}}', `<msup><mn>10</mn>${number}</msup>`],
    ['x^{{depth}}', `<msup><mi>x</mi>${number}</msup>`],
    ['x_{{depth}}', `<msub><mi>x</mi>${number}</msub>`],
    ['\\frac{{{depth}}}{2}', `<mfrac>${number}<mn>2</mn></mfrac>`],
    ['\\sqrt{{{depth}}}', `<msqrt>${number}</msqrt>`],
    ['\\mathbf{{{depth}}}', number],
    ['\\big({{depth}}\\big)', number],
    ['{{n: depth}}', '<mi class="linked" data-live="depth" tabindex="0">n</mi>'],
    ['{{\\sigma_w: depth}}', '<msub class="linked" data-live="depth" tabindex="0"><mi>σ</mi>'],
    ['{{a + b: depth}}', '<mrow class="linked" data-live="depth" tabindex="0"><mi>a</mi>'],
  ])('has live values in the formula %s', (tex, mathml) => {
    const { html, live, faults } = toHtml(`$${tex}$`);
    expect(faults).toEqual([]);
    expect(html).toContain(mathml);
    expect(live.every(({ name }) => name === 'depth')).toBe(true);
    expect(html.split('data-live="depth"')).toHaveLength(live.length + 1);
  });

  it.each([
    '\\text{it is {{depth}}}',
    '\\operatorname{{{depth}}}',
    '\\def\\x{{{depth}}}\\x + \\x',
    '\\foo',
    '\\frac{1',
    '\\class{live-0}{x}',
    '\\class{lecture}{x}',
    '\\class{live-1}{ {{depth}} }',
    '\\id{scene}{x}',
    '\\style{position:fixed}{x}',
    '\\data{live=depth}{x}',
    '\\includegraphics{https://a.b/c.png}',
    '\\def\\a{\\a\\a}\\a',
  ])('shows the formula %s as it is written, and says why', (tex) => {
    const { html, faults } = toHtml(`a $${tex}$ b`);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.sentence).toMatch(/is not readable TeX: [^\n]+\.$/);
    expect(html).toContain('<code>');
    expect(html).not.toContain('<math');
  });

  it('does not let a formula cover the page', () => {
    expect(html('$\\rule{9000em}{9000em}$')).toContain('width="30em" height="30em"');
  });

  it('does not let a formula take an id of the page’s', () => {
    const labelled = html('$$\\begin{align} x \\label{scene} \\end{align}$$');
    expect(labelled).toContain('<mi>x</mi>');
    expect(labelled).not.toContain('id=');
  });

  it('links where a link may lead', () => {
    expect(html('[a](https://b.c/?d&e)')).toBe(
      '<p dir="ltr"><a href="https://b.c/?d&amp;e" target="_blank" rel="noopener">a</a></p>',
    );
    expect(html('[a](b.html)')).toContain('<a href="b.html" target="_blank"');
    expect(html('[this network](#depth=5)')).toBe(
      '<p dir="ltr"><a href="#depth=5">this network</a></p>',
    );
    expect(html('![a "b"](c.png)')).toBe(
      '<p dir="ltr"><img src="c.png" alt="a &quot;b&quot;"></p>',
    );
    expect(html('![a](data:image/png;base64,AA)')).toContain('<img src="data:image/png;base64,AA"');
  });

  it.each([
    '[a](javascript:alert(1))',
    '[a](JavaScript:alert(1))',
    '[a](<  javascript:alert(1)>)',
    '[a](vbscript:x)',
    '[a](data:text/html,x)',
    '[a](blob:x)',
    '<javascript:alert(1)>',
    '[a]\n\n[a]: javascript:alert(1)',
    '![a](https://b.c/d.png)',
    '![a](//b.c/d.png)',
    '![a](data:text/html,x)',
    '![a](javascript:alert(1))',
  ])('does not link %s', (markdown) => {
    const { html, faults } = toHtml(markdown);
    expect(faults).toHaveLength(1);
    expect(html).not.toMatch(/<(a|img)/);
  });

  it('does not read entities in an address, so that nothing hides behind them', () => {
    expect(html('[a](java&#10;script:alert(1))')).toContain('href="java&amp;#10;script:alert(1)"');
  });

  it('shows HTML as text', () => {
    expect(html('a <b onclick="x">c</b>')).toBe(
      '<p dir="ltr">a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>',
    );
    expect(html('<script>alert(1)</script>')).toBe('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

/** Elements that a text may become. */
const ELEMENTS =
  /^(p|h\d|em|strong|del|code|pre|ul|ol|li|blockquote|hr|br|table|thead|tbody|tr|th|td|a|img|input|span|math|m[a-z]+)$/;
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  href: /^(?!\s*(javascript|data|vbscript):)/i,
  src: /^(?!\s*(javascript|https?):|\/\/)/i,
  alt: /^/,
  class: /^(language-.*|[\w -]*)$/,
  'data-live': /^/,
  dir: /^(ltr|rtl|auto)$/,
  tabindex: /^0$/,
  target: /^_blank$/,
  rel: /^noopener$/,
  type: /^checkbox$/,
  disabled: /^$/,
  checked: /^$/,
  start: /^\d+$/,
  align: /^\w+$/,
  // Of MathML, as Temml writes them.
  style: /^[\w:;.#% -]*$/,
  display: /^block$/,
};

/** Every tag of a document, with its attributes; text has no < of its own. */
function tagsIn(html: string) {
  const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)((?: [a-z-]+=(?:"[^"<>]*"|'[^'<>]*'))*)>/g)];
  expect(tags.length, html).toBe(html.split('<').length - 1);
  return tags.map(([, name, attributes]) => ({
    name: name!,
    attributes: [...attributes!.matchAll(/ ([a-z-]+)=(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, key, double, single]) => [key!, double ?? single!] as const,
    ),
  }));
}

describe('a text from anywhere', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '"><b onclick=x>',
    "' onfocus=alert(1) autofocus '",
    '[a](javascript:alert(1))',
    '![a](x"onerror="alert(1))',
    '[a](x "onclick=alert(1)")',
    '[a](<"onclick=x>)',
    '{{"><script>: depth}}',
    '{{depth" onclick="x}}',
    '$\\text{<img src=x onerror=alert(1)>}$',
    '$\\href{javascript:alert(1)}{x}$',
    '$\\textcolor{red"onload="x}{y}$',
    '$\\label{"onclick=x}\\ref{\'onclick=x}$',
    '$\\tag{<b>}x$',
    '$x {{"><script>: depth}}$',
    '$x {{depth" onclick="x}}$',
    '```"><b>\n',
    '`',
    '$',
    '{{',
    '}}',
    '\n\n',
    '| a |\n|--|\n',
    '<!--',
    '&lt;b&gt;',
    '<https://a.b/"onclick=x>',
    '[a]: javascript:x\n',
    '[a]',
    'http://a.b/?c="d',
  ];

  it('becomes no element and no attribute but those of a text', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 3 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(text, (parts) => {
        for (const { name, attributes } of tagsIn(toHtml(parts.join('')).html)) {
          expect(name).toMatch(ELEMENTS);
          for (const [key, value] of attributes) {
            expect(key).not.toMatch(/^on|^id$/);
            if (!/^m/.test(name)) expect(Object.keys(ATTRIBUTES)).toContain(key);
            expect(value).toMatch(ATTRIBUTES[key] ?? /^[\w. %-]*$/);
          }
        }
      }),
      { numRuns: 600, examples: nasty.map((piece): [string[]] => [[piece]]) },
    );
  });
});
