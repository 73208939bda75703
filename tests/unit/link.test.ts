import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdData } from '../../src/model/data';
import { type Experiment, isSame } from '../../src/model/experiment';
import { memoryProblem } from '../../src/model/memory';
import { withData } from '../../src/model/own-input';
import { Problem } from '../../src/model/problem';
import { propertyNames } from '../../src/model/properties';
import { type Change, change, type Limits, partNames } from '../../src/state/change';
import { formatPage, parseOnto, parsePage } from '../../src/state/link';
import { rows } from '../../src/state/link-rows';
import { type Page, panelRows, startingPage } from '../../src/state/page';
import links from '../links.json';
import { iris, MISSING, otherIris } from './data-writing';
import { made } from './making';
import { pages, roomy, startNames, starts, tight } from './pages';

/** For many runs: 10,000 take some ten seconds where nothing else runs. */
const LONG = 180_000;

const read = (text: string, start = starts.gpu, limits = roomy) => parsePage(text, start, limits);
const first = startingPage();
const withChange = (next: Change, page = first): Page => {
  const result = change(page, next, roomy);
  if (result instanceof Problem) throw new Error(result.sentence);
  return result;
};
const written = (next: Change) => formatPage(withChange(next), starts.gpu);

describe('a link', () => {
  it('says what is not as at first, under the names of lessons', () => {
    const b = made({ scheme: 'kaiming_normal', activation: 'relu' });
    expect(
      written({ a: { scheme: 'lecun_normal', activation: 'relu' }, view: { camera: 'top' } }),
    ).toBe('scheme=lecun_normal&activation=relu&camera=top&v=1');
    expect(written({ b, view: { comparison: 'beside' } })).toBe(
      'b.scheme=kaiming_normal&b.activation=relu&comparison=beside&v=1',
    );
    expect(written({ b: first.a, view: { comparison: 'ghost' } })).toBe('comparison=ghost&v=1');
    expect(written({ pins: [{ name: 'He, 2015', experiment: b }] })).toBe(
      'pin1=He,%202015&pin1.scheme=kaiming_normal&pin1.activation=relu&v=1',
    );
    expect(
      written({
        layers: [10, 20.5],
        selected: { layer: 12, of: 'a' },
        time: { time: 30, speed: 2 },
        lesson: { chapter: 2, step: 1, revealed: false, guess: 7 },
        hidden: ['toolbar', 'panel'],
        controls: ['scheme', 'depth'],
      }),
    ).toBe(
      'layers=10-20.5&layer=12&speed=2&time=30&step=3.2&revealed=true&guess=7&hide=panel,toolbar&controls=scheme,depth&v=1',
    );
    expect(written({ controls: [] })).toBe('controls=none&v=1');
  });

  it('changes a page that is set only where it says so', () => {
    const set = withChange({
      a: { depth: 6, widths: [16], scheme: 'xavier_normal' },
      view: { measure: 'std' },
      lesson: { chapter: 1, step: 0, revealed: true, guess: 3 },
    });
    expect(parseOnto(set, '#depth=5&camera=top', roomy)).toEqual({
      page: withChange({ a: { depth: 5 }, view: { camera: 'top' } }, set),
      problems: [],
    });
    for (const nothing of ['', '#', '#presenter'])
      expect(parseOnto(set, nothing, roomy)).toEqual({ page: set, problems: [] });
    // Digits have 784 pixels: the layers behind them stay as wide as they are on that page.
    expect(parseOnto(set, '#input=digits', roomy).page.a.widths).toEqual([784, 16]);
    const { page, problems } = parseOnto(set, '#depth=5000', roomy);
    expect(page).toBe(set);
    expect(problems).toEqual([expect.stringContaining('5000')]);
  });

  it('is empty for the page as it opens where nothing is smaller', () => {
    expect(formatPage(first, starts.gpu)).toBe('');
    expect(read('')).toEqual({ page: first, problems: [] });
  });

  it('asks a small machine for nothing that was not chosen, and a large one for what was', () => {
    expect(read('activation=relu', starts.cpu).page.a).toEqual(
      made({ activation: 'relu' }, starts.cpu),
    );
    const small = formatPage(startingPage(starts.cpu), starts.cpu);
    expect(read(small).page.a).toEqual(starts.cpu);
    // 784 wide is as anyone starts, but not on a machine that starts with 64.
    const wide = withChange({ a: { widths: [784] } }, startingPage(starts.cpu));
    expect(formatPage(wide, starts.cpu)).toBe('widths=784&batch=64&v=1');
  });

  it('gives digits their pixels where the machine starts narrower', () => {
    const link = written({ a: { input: 'digits' } });
    expect(link).toBe('input=digits&v=1');
    const { page, problems } = read(link, starts.cpu);
    expect(problems).toEqual([]);
    expect(page.a).toEqual(made({ input: 'digits', widths: [784, 64] }, starts.cpu));
    const other = read('b.input=digits', starts.cpu);
    expect(other.problems).toEqual([]);
    expect(other.page.b?.widths).toEqual([784, 64]);
  });

  it('names a file’s data, and gives them their width where the machine starts narrower', () => {
    const a = {
      input: 'file',
      data: iris.name,
      widths: [4, 50],
      shape: 'list',
      batch: 5,
    } as const;
    const link = written({ a });
    expect(link).toBe(`shape=list&widths=4,50&batch=5&input=file&data=${iris.name}&v=1`);
    expect(read(link)).toEqual({ page: withChange({ a }), problems: [] });
    const other = read(`input=file&data=${iris.name}&b.data=${otherIris.name}`, starts.cpu);
    expect(other.page.a.widths).toEqual([4, 64]);
    expect(other.problems).toEqual([
      `B: data “${otherIris.name}” is ignored. iris.csv has 3 features: the input's width must be 3, not 4.`,
    ]);
    const two = read(`input=file&data=${iris.name}&b.data=${otherIris.name}&b.widths=3,64`);
    expect(two.problems).toEqual([]);
    expect([two.page.a.data, two.page.b?.data]).toEqual([iris.name, otherIris.name]);
    expect(isSame(two.page.a, two.page.b!)).toBe(false);
  });

  it('without the file says which, and is used but for the input', () => {
    const link = `scheme=lecun_normal&shape=list&widths=13,32&batch=178&input=file&data=${MISSING}&v=1`;
    const { page, problems } = read(link);
    expect(problems).toEqual([
      'input “file” is ignored. wine, 1.csv (178 samples of 13 features) is not open here: drop a .csv or .npy file onto the page, or press “Open a file…”.',
    ]);
    const rest = { scheme: 'lecun_normal', shape: 'list', widths: [13, 32], batch: 178 };
    expect(page.a).toEqual(made({ ...rest, data: MISSING }));
    // The page's own link still names the file, and opening it leaves the batch as the link had it.
    expect(formatPage(page, starts.gpu)).toContain('data=wine');
    const found = holdData('wine (1).csv', [178, 13], new Float32Array(178 * 13));
    const named = { ...page.a, data: `wine, 1.csv,${found.name.split(',').slice(-2).join()}` };
    expect(withData(found, named as Experiment)).toEqual({
      input: 'file',
      data: found.name,
    });
  });

  it('has no name twice', () => {
    const names = [...propertyNames, ...Object.keys(rows), 'v'];
    expect(new Set(names).size).toBe(names.length);
  });

  it('is left to the speaker’s window under its own name', () => {
    expect(read('presenter')).toEqual({ page: first, problems: [] });
  });
});

describe('what is written of links', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/links.md'), 'utf8');

  it.each([...Object.keys(rows), ...partNames, ...panelRows, 'v'])('names %s', (name) => {
    expect(text).toContain(`\`${name}\``);
  });

  it('has examples that are read without a problem', () => {
    const examples = [...text.matchAll(/`(#[^`]+=[^`]+)`/g)].map(([, link]) => link!);
    expect(examples).toHaveLength(4);
    for (const link of examples) {
      expect(read(link).problems).toEqual([]);
      expect(read(link).page).not.toEqual(first);
    }
  });
});

describe('a link that came by way of people and programs', () => {
  const link = 'scheme=lecun_normal&b.activation=relu&comparison=beside&pin1=He%20%26%20co&v=1';
  const page = read(link).page;

  it.each([
    ['#', `#${link}`],
    ['?', `?${link}`],
    ['#!/', `#!/${link}`],
    ['HTML’s &amp;', link.replaceAll('&', '&amp;')],
    ['HTML’s &amp; twice', link.replaceAll('&', '&amp;amp;')],
    ['a percent escape of it all', encodeURIComponent(link)],
    ['two of them', encodeURIComponent(encodeURIComponent(link))],
    ['plus signs', link.replaceAll('%20', '+')],
    ['a full stop behind', `${link}.`],
    ['a bracket and a comma behind', `${link}),`],
    ['an ellipsis behind', `${link}…`],
    ['an escaped ellipsis behind', `${link}%E2%80%A6`],
    ['an angle bracket behind', `${link}&gt;`],
    ['empty pieces', `&&${link.replace('&', '&&')}&`],
    ['another order', link.split('&').reverse().join('&')],
    ['the same twice', `${link}&${link}`],
  ])('is read with %s', (_, text) => {
    expect(read(text)).toEqual({ page, problems: [] });
    expect(page).not.toEqual(first);
  });

  it.each([
    ['scheme=he&depth=3', /^scheme “he” is not one of normal/, { a: { depth: 3 } }],
    ['depth=NaN&seed=0', /^depth “NaN” is not a whole number from 1 to 200/, { a: { seed: 0 } }],
    ['activation=constructor', /^activation “constructor” is not one of/, {}],
    ['scheme=lecun%&depth=3', /^scheme “lecun%” is not/, { a: { depth: 3 } }],
    ['scheme=lecun_no…', /^scheme “lecun_no” is not/, {}],
    [
      'constructor=1&depth=3',
      /^A link has no “constructor”: it names settings such as scheme/,
      { a: { depth: 3 } },
    ],
    ['__proto__=1', /^A link has no “__proto__”/, {}],
    ['camera=toString', /^camera “toString” is not one of threeQuarter, front/, {}],
    [
      'both=true&quantity=pre',
      /^both “true” is not one of true, false; true needs/,
      { view: { quantity: 'pre' } },
    ],
    ['quantity=gradPre&depth=3', /^quantity gradPre needs “backward: true”/, { a: { depth: 3 } }],
    ['depth=3&depth=4', /^depth appears twice: “3” is used, “4” is ignored/, { a: { depth: 3 } }],
    ['b.seed=3', /^A link has no “b.seed”/, {}],
    [
      'depth=2&widths=1,2,3,4',
      /^widths “1,2,3,4” is ignored. 4 widths are too many for depth 2/,
      { a: { depth: 2 } },
    ],
    ['depth=9&layer=12', /^layer “12” is not a layer from 0 to 9/, { a: { depth: 9 } }],
    ['layer=b.2', /^layer “b.2” is not a layer from 0 to 50/, {}],
    ['layers=20-10', /^layers “20-10” is not two layers from 0 to 50/, {}],
    ['time=51', /^time “51” is not a number of layers from 0 to 50/, {}],
    ['speed=3', /^speed “3” is not one of 0.5, 1, 2, 4/, {}],
    ['eye=1,2,3', /^eye “1,2,3” is not 8 numbers: target x/, {}],
    ['eye=0,0,0,0,9,1,1,1', /^The eye’s pitch 9 is not a number from -1.6 to 1.6/, {}],
    ['step=0.1', /^step “0.1” is not a chapter and a step/, {}],
    ['revealed=true', /^revealed “true” is not one of true, false, with a “step”/, {}],
    ['guess=3', /^guess “3” is not a number, with a “step”/, {}],
    ['hide=panel,menu', /^hide “menu” is not one of header, panel/, { hidden: ['panel'] }],
    ['controls=menu', /^controls “menu” is not one of scheme/, {}],
    [
      'v=2&depth=3',
      /^This link has version 2, and this page reads versions up to 1/,
      { a: { depth: 3 } },
    ],
    ['v=x&depth=3', /^v “x” is not a whole number from 1 to 1/, { a: { depth: 3 } }],
  ] as [string, RegExp, Change][])('keeps what it can of %s', (text, sentence, kept) => {
    const { page, problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(page).toEqual(withChange(kept));
  });

  it('keeps what fits the device', () => {
    const { page, problems } = read('batch=2048&depth=9&activation=relu', starts.gpu, tight);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^batch “2048” is ignored. This experiment needs .* would fit\.$/);
    expect(page.a).toEqual(made({ depth: 9, activation: 'relu' }));
    const pin = read('pin1=wide&pin1.batch=2048&pin1.activation=relu', starts.gpu, tight);
    expect(pin.problems[0]).toMatch(/^pin1: batch “2048” is ignored/);
    expect(pin.page.pins).toEqual([{ name: 'wide', experiment: made({ activation: 'relu' }) }]);
  });

  it('keeps a value that another one, behind it, makes room for', () => {
    // 900 wide is too much for A's 1300 samples, and fits B's 16; B's gradients never fit.
    const limits = { buffer: 4 * 2 ** 20, total: 18 * 2 ** 20 };
    const link = 'batch=1300&b.depth=200&b.widths=900&b.batch=16&b.backward=true';
    const { page, problems } = read(link, starts.gpu, limits);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^B: backward “true” is ignored/);
    expect(page.b).toEqual(made({ depth: 200, widths: [900], batch: 16 }));
  });

  it('says no more than can be read, whatever comes', () => {
    const many = Array.from({ length: 500 }, (_, i) => `x${i}=1`).join('&');
    const { problems } = read(`${many}&depth=3`);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('480 more parts of the link are ignored.');
  });

  it.each([
    ['of one letter', () => 'a'.repeat(1e7)],
    ['of dots', () => `depth=3&x=${'.'.repeat(1e7)}`],
    ['of escapes', () => `depth=3&x=${'%'.repeat(1e7)}`],
    ['of pieces', () => '&a'.repeat(5e6)],
    ['of entities', () => `depth=3${'&gt;'.repeat(2.5e6)}`],
    ['of spaces', () => `depth=3&pin1=${'+'.repeat(1e7)}x`],
  ])('is read where it has 10 MB %s', (_, make) => {
    // The square of its length would outlast any test.
    expect(read(make()).problems.join()).toContain('only its first 65536 are read');
  });
});

describe('any page', () => {
  it(
    'is read from its link as it was, on 10,000 pages with every name',
    () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(pages, ({ page, start }) => {
          const link = formatPage(page, start);
          for (const piece of link.split('&')) seen.add(piece.split('=')[0]!);
          const { page: again, problems } = parsePage(link, start, roomy);
          expect(problems).toEqual([]);
          expect(again).toEqual(page);
          expect(formatPage(again, start)).toBe(link);
          // What a linkifier would end at, or a mail client would change.
          expect(link).toMatch(/^[\w.,/&=%~-]*$/);
        }),
        { numRuns: 10_000 },
      );
      for (const name of propertyNames) {
        expect(seen).toContain(name);
        if (name !== 'seed') expect(seen).toContain(`b.${name}`);
        expect([...seen].some((one) => one.startsWith('pin') && one.endsWith(`.${name}`))).toBe(
          true,
        );
      }
      for (const name of [...Object.keys(rows), 'pin1', 'pin4']) expect(seen).toContain(name);
    },
    LONG,
  );

  it(
    'keeps on another machine all that was chosen there',
    () => {
      fc.assert(
        fc.property(pages, fc.constantFrom(...startNames), ({ page, start }, there) => {
          const { page: again } = parsePage(formatPage(page, start), starts[there], roomy);
          for (const name of propertyNames) {
            const chosen = !isSame({ ...start, [name]: page.a[name] }, start);
            // Digits bring their pixels to a narrower start.
            if (chosen) expect(again.a[name]).toEqual(page.a[name]);
          }
          expect(again.view).toEqual(page.view);
          expect(again.pins).toEqual(page.pins);
        }),
        { numRuns: 1000 },
      );
    },
    LONG,
  );
});

const insertions = fc.oneof(
  fc.constantFrom(
    '&',
    '=',
    '%',
    '+',
    '…',
    '&amp;',
    '%E0',
    '\ud800',
    'NaN',
    'b.',
    'pin1.',
    '-',
    ',',
    '#',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
/** A link of which pieces are cut, doubled, swapped or filled with other things. */
const mutated = fc
  .tuple(
    pages,
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(8), insertions), {
      maxLength: 4,
    }),
    fc.boolean(),
  )
  .map(([{ page, start }, cuts, whole]) => {
    const text = cuts.reduce(
      (link, [where, length, between]) => {
        const at = Math.floor(where * link.length);
        return link.slice(0, at) + between + link.slice(at + length);
      },
      formatPage(page, start),
    );
    return whole ? encodeURIComponent(text.toWellFormed()) : text;
  });
const loose = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        ...propertyNames,
        ...Object.keys(rows),
        'b.depth',
        'pin2',
        'pin3.widths',
        'v',
      ),
      fc.oneof(
        fc.double().map(String),
        fc.integer({ min: -5, max: 3000 }).map(String),
        fc.constantFrom(
          'true',
          'digits',
          'gradPre',
          'ghost',
          'b.7',
          '3-9',
          '1,2,3',
          'relu',
          'list',
        ),
      ),
    ),
    { maxLength: 12 },
  )
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
const halves = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));

describe('any text', () => {
  it(
    'is read as a page that is allowed, without a throw, 10,000 times',
    () => {
      const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), halves, mutated, loose);
      fc.assert(
        fc.property(
          texts,
          fc.constantFrom(...startNames),
          fc.constantFrom(roomy, tight),
          (text, name, limits: Limits) => {
            const { page, problems } = parsePage(text, starts[name], limits);
            expect(change(page, {}, limits)).toBe(page);
            for (const experiment of [page.a, page.b, ...page.pins.map((pin) => pin.experiment)])
              expect(experiment && memoryProblem(experiment, limits)).toBeUndefined();
            for (const sentence of problems) expect(sentence).toMatch(/\.$/);
            const again = parsePage(formatPage(page, starts[name]), starts[name], limits);
            expect(again).toEqual({ page, problems: [] });
          },
        ),
        { numRuns: 10_000 },
      );
    },
    LONG,
  );
});

/**
 * Links that are out in the world: in slides, mails and books. Every later version must read them as
 * they are here. A link is added here when a version learns to write something new; none is ever
 * changed or taken away. Beside each stands what it changes: of the start, of A for B, of the default
 * experiment for a pin.
 */
describe('a link of an older version', () => {
  interface Old {
    readonly link: string;
    readonly start?: keyof typeof starts;
    readonly page: Omit<Partial<Page>, 'a' | 'b' | 'view' | 'time' | 'pins'> & {
      readonly [name in 'a' | 'b' | 'view' | 'time']?: object;
    } & { readonly pins?: readonly { readonly name: string; readonly changes: object }[] };
    readonly problems?: number;
  }

  it.each(links as unknown as Old[])('still says the same: $link', (old) => {
    const start = starts[old.start ?? 'gpu'];
    const { page, problems } = parsePage(old.link, start, roomy);
    const before = startingPage(start);
    const a = made({ ...old.page.a }, start);
    expect(page).toEqual({
      ...before,
      ...old.page,
      a,
      b: old.page.b && made({ ...old.page.b }, a),
      view: { ...before.view, ...old.page.view },
      time: { ...before.time, ...old.page.time },
      pins: (old.page.pins ?? []).map(({ name, changes }) => ({
        name,
        experiment: made({ ...changes }),
      })),
    });
    expect(problems).toHaveLength(old.problems ?? 0);
  });
});
