import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binsOf } from '../../src/export/bins';
import { jsonOf, settingsOf } from '../../src/export/json';
import { settingsIn } from '../../src/export/open-json';
import { figureIn, figureNames } from '../../src/model/figures';
import { LINEAR_BINS, LOG_WORDS, quantities, wordOf } from '../../src/model/histogram';
import { Problem } from '../../src/model/problem';
import { change } from '../../src/state/change';
import { type Page, startingPage } from '../../src/state/page';
import { exportedWith, job, measured, strange } from './export-making';
import { made } from './making';
import { pages, roomy, startNames, starts } from './pages';

const textOf = async (page: Page) => (await jsonOf(exportedWith(page), job())).join('');

/** A page set to what a file says; throws the sentence of a problem. */
function opened(text: string, page: Page): Page {
  const next = settingsIn(JSON.parse(text));
  const result = next instanceof Problem ? next : change(page, next, roomy);
  if (result instanceof Problem) throw new Error(result.sentence);
  return result;
}

const sentenceOf = (text: string) => {
  const read = settingsIn(JSON.parse(text));
  return read instanceof Problem ? read.sentence : 'no problem';
};

describe('JSON → page → JSON', () => {
  // In quarters, so that a busy machine has time for each.
  it.each([1, 2, 3, 4])('is the identity for 1,000 random pages: quarter %i', async () => {
    const fresh = fc.constantFrom(...startNames).map((name) => startingPage(starts[name]));
    const used = pages.map(({ page }) => page);
    const before = fc.oneof({ weight: 4, arbitrary: fresh }, { weight: 1, arbitrary: used });
    await fc.assert(
      fc.asyncProperty(pages, before, async ({ page }, onto) => {
        const text = await textOf(page);
        const after = opened(text, onto);
        expect(await textOf(after)).toBe(text);
        expect(settingsOf(after)).toEqual(settingsOf(page));
      }),
      { numRuns: 250 },
    );
  });
});

describe('a file’s figures', () => {
  it('are those of the table, with NaN and infinity as texts that read as numbers', async () => {
    const exported = await strange();
    const told = job();
    const file = JSON.parse((await jsonOf(exported, told)).join(''));
    expect(told.shares.at(-1)).toBe(1);
    expect(file).toMatchObject({ kind: 'initscope page', version: 1, adapter: 'CPU' });
    expect(file.link).toBe(exported.link);
    expect(file.page.experiment.seed).toBe(1);
    const texts = new Set<unknown>();
    for (const [run, { reports }] of exported.runs.entries())
      for (const [i, report] of reports.entries())
        for (const quantity of quantities)
          for (const name of figureNames) {
            const value = file.runs[run].layers[i][quantity]?.[name];
            const figure = figureIn(name, report, quantity);
            // −0 is written as 0.
            expect(value === undefined ? undefined : Number(value)).toBe(
              figure === undefined ? undefined : figure + 0,
            );
            if (typeof value === 'string') texts.add(value);
          }
    expect([...texts].sort()).toEqual(['-Infinity', 'Infinity', 'NaN']);
  });

  it('have every finite value in a bin whose edges hold it', async () => {
    const exported = await measured(made({ widths: [8], depth: 3, batch: 4, activation: 'relu' }));
    const file = JSON.parse((await jsonOf(exported, job())).join(''));
    for (const [i, report] of exported.runs[0]!.reports.entries())
      for (const quantity of ['pre', 'post', 'weight'] as const) {
        const statistics = report[quantity];
        if (!statistics) continue;
        const bins: [number, number, number][] = file.runs[0].layers[i][quantity].histogram;
        expect(bins.reduce((sum, [, , count]) => sum + count, 0)).toBe(statistics.count);
        const zeros = bins.find(([from, to]) => from === 0 && to === 0);
        expect(zeros?.[2] ?? 0).toBe(statistics.zeros);
        expect(bins[0]![0]).toBeLessThanOrEqual(statistics.min);
        expect(bins.at(-1)![1]).toBeGreaterThanOrEqual(statistics.max);
      }
  });

  it('are cancelled between two layers', async () => {
    const stop = new AbortController();
    const exported = await measured(made({ widths: [4], depth: 3, batch: 2 }));
    const text = jsonOf(exported, { signal: stop.signal, progress: () => stop.abort() });
    await expect(text).rejects.toThrow(/abort/);
  });
});

describe('a bin', () => {
  const floats = fc
    .oneof(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.float({ noNaN: true, min: -8, max: 8 }),
    )
    .map(Math.fround);

  it.each([
    { kind: 'log' },
    { kind: 'linear', low: -4, high: 4 },
    { kind: 'linear', low: 0.25, high: 1.5 },
  ] as const)('holds a value between its edges: %j', (range) => {
    fc.assert(
      fc.property(floats, (x) => {
        const words = new Uint32Array(Math.max(LOG_WORDS, LINEAR_BINS + 2));
        words[wordOf(range, x)] = 7;
        const [[from, to, count], ...more] = binsOf(range, words) as [[number, number, number]];
        expect(more).toEqual([]);
        expect(count).toBe(7);
        // A linear bin's number is computed in double precision: at its edges within rounding of that.
        const slack = range.kind === 'linear' ? 2 ** -50 * (range.high - range.low) : 0;
        expect(x).toBeGreaterThanOrEqual(from - slack);
        // Negative logarithmic bins include the edge that is farther from zero.
        const isBelow = range.kind === 'log' && x <= 0 ? x <= to : x < to + slack;
        expect(isBelow || to === Number.POSITIVE_INFINITY).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a file that is not as it should be', () => {
  const page = startingPage(made({ depth: 7 }));

  it.each([
    ['[]', 'the file is [], not an object.'],
    [
      '{"kind": "initscope page", "version": 2, "page": {"novel": 1}}',
      'It has version 2, and this page reads versions up to 1. Reload the page to get the newest version.',
    ],
    [
      '{"kind": "initscope page", "version": "one"}',
      'Its version is "one", not a whole number from 1 to 1.',
    ],
    ['{"kind": "initscope page", "version": 1}', 'the page is nothing, not an object.'],
    ['{"kind": "initscope page", "version": 1, "page": {}}', 'It sets no experiment.'],
  ])('says so: %s', (text, sentence) => {
    if (typeof sentence === 'string') expect(sentenceOf(text)).toBe(sentence);
    else expect(sentenceOf(text)).toMatch(sentence);
  });

  it.each([
    [{ experiment: { depth: 500 } }, /depth 500 is not a whole number from 1 to 200/],
    [{ experiment: { dept: 5 } }, /no property “dept”/],
    [{ experiment: { __proto__: null, constructor: 1 } }, /no property “constructor”/],
    [{ experiment: [] }, 'the experiment is [], not an object.'],
    [{ compared: { std: '1' } }, /the compared experiment: std “1” is not a number/],
    [{ view: { camera: 'left' } }, /^camera "left" is not one of threeQuarter, front/],
    [{ view: { zoom: 2 } }, /^The view has no “zoom”; it has quantity, both/],
    [{ pins: {} }, 'the list of pins is {}, not a list.'],
    [{ pins: [{ name: 'He', experiment: 3 }] }, 'pin “He” is 3, not an object.'],
    [{ layers: ['a', 2] }, 'the first layer is "a", not a number.'],
    [{ eye: { target: [1, 2], yaw: '3' } }, 'the eye’s yaw is "3", not a number.'],
    [{ eye: { target: 7 } }, 'the eye’s target is 7, not a list.'],
    [{ selected: { layer: '3' } }, 'that layer is "3", not a number.'],
    [{ theme: 'dark' }, /^It has no setting “theme”; there are experiment, compared/],
  ])('names what is wrong: %j', (settings, sentence) => {
    const text = JSON.stringify({
      kind: 'initscope page',
      version: 1,
      page: { experiment: {}, ...settings },
    });
    if (typeof sentence === 'string') expect(sentenceOf(text)).toBe(sentence);
    else expect(sentenceOf(text)).toMatch(sentence);
  });

  it('changes nothing where it does not fit', async () => {
    const next = settingsIn(
      JSON.parse(await textOf(startingPage(made({ widths: [2048], depth: 200 })))),
    );
    const result = change(page, next as never, { buffer: 1024, total: 1024 });
    expect((result as Problem).sentence).toMatch(/^This experiment needs/);
  });
});
