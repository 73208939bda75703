import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, isSame } from '../../src/model/experiment';
import { firstCompared } from '../../src/state/comparing';
import { noHistory, recorded } from '../../src/state/history';
import { startingPage } from '../../src/state/page';
import { made } from './making';
import { changed, changes } from './pages';

const pageOf = (next: Record<string, unknown> = {}) => startingPage(made(next));
/** Pages in the order in which they were, the last one as it is now. */
const first = (...pages: ReturnType<typeof pageOf>[]) =>
  firstCompared(
    pages.at(-1)!,
    pages.slice(0, -1).reduce((history, page) => recorded(history, page), noHistory),
  );

describe('a comparison begins', () => {
  it('with the experiment before the last change, of the same seed', () => {
    const { b, words } = first(
      pageOf({ scheme: 'eye' }),
      pageOf({ scheme: 'xavier_normal' }),
      pageOf({ activation: 'relu', seed: 3 }),
    );
    expect(b).toEqual(made({ scheme: 'xavier_normal', seed: 3 }));
    expect(words).toContain('before the last change');
  });

  it('with the one before that where only the seed, or nothing of the experiment, was changed', () => {
    const relu = { activation: 'relu' };
    const { b } = first(
      pageOf({ scheme: 'eye' }),
      pageOf(relu),
      pageOf({ ...relu, seed: 4 }),
      pageOf({ ...relu, seed: 5 }),
    );
    expect(b).toEqual(made({ scheme: 'eye', seed: 5 }));
  });

  it('else with the article’s start, at the same size', () => {
    const size = { widths: [64], depth: 8, batch: 16, seed: 9, input: 'correlated' };
    const { b, words } = first(pageOf({ ...size, scheme: 'orthogonal', gain: 2, norm: 'layer' }));
    expect(b).toEqual(made(size));
    expect(words).toContain('start');
  });

  it('and where that is what there is, with the article’s remedy', () => {
    const { b, words } = first(pageOf());
    expect(b).toEqual(made({ scheme: 'lecun_normal' }));
    expect(words).toContain('lecun_normal');
  });

  it('with something else, whatever there is', () => {
    fc.assert(
      fc.property(changes, changes, (next, earlier) => {
        const a = changed(defaultExperiment, next);
        const before = changed(defaultExperiment, earlier);
        const [now, then] = [startingPage(a), startingPage(before)];
        const { b } = firstCompared(now, recorded(noHistory, then));
        expect(isSame(b, a)).toBe(false);
        expect(b.seed).toBe(a.seed);
        expect(Object.keys(b)).toEqual(Object.keys(defaultExperiment));
      }),
    );
  });
});
