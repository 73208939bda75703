import { describe, expect, it } from 'vitest';
import { neverThere } from '../../src/lecture/format/never-there';
import { readLiveName } from '../../src/lecture/live';
import { liveRows } from '../../src/lecture/live-rows';
import type { ExperimentValues } from '../../src/model/experiment';
import type { Quantity } from '../../src/model/histogram';
import { propertyNames } from '../../src/model/properties';
import { file, HEAD, sentenceOf, wrong } from './lesson-making';
import { made } from './making';

/** Why a name never has a value in a network of four layers. */
function why(name: string, changes: Partial<ExperimentValues> = {}, shown: Quantity = 'post') {
  const experiment = made({ depth: 4, widths: [16], ...changes });
  return neverThere(readLiveName(name)!, { experiment, shown, figure: undefined });
}

const everything = { backward: true };
const rows = Object.entries(liveRows);
const names = (layer: string) =>
  rows.flatMap(([name, row]) => {
    const place = row.layer === 'never' ? name : `${name} ${layer}`;
    return row.quantities.length > 0
      ? row.quantities.map((quantity) => `${place} ${quantity}`)
      : [place];
  });

describe('a live value that a step can never have', () => {
  it.each([
    ['fan_in 0', 'the input has no weights'],
    ['fan_out 0', 'the input has no weights'],
    ['std of weights 0', 'the input has no weights'],
    ['variance of weights 0', 'the input has no weights'],
    ['fan_in 5', 'the last layer is 4'],
    ['width 5', 'the last layer is 4'],
    ['variance 5', 'the last layer is 4'],
    ['theory variance 5', 'the last layer is 4'],
    ['dead 5', 'the last layer is 4'],
    ['variance factor 0', 'the pass has no layer before that one'],
    ['second moment factor 0 pre', 'the pass has no layer before that one'],
    ['variance 0 gradWeight', 'the input has no gradWeight', everything],
    ['variance 0 gradPre', 'the input has no gradPre', everything],
    ['variance factor 4 gradPost', 'the pass has no layer before that one', everything],
    ['variance factor last gradWeight', 'the pass has no layer before that one', everything],
    ['variance factor shown gradWeight', 'the pass has no layer', { ...everything, depth: 1 }],
    ['growth gradWeight', 'it takes two layers, and there is one', { ...everything, depth: 1 }],
    ['variance 1 gradPost', 'gradients need “backward: true”'],
    ['variance shown gradPost', 'gradients need “backward: true”'],
    ['growth gradPost', 'gradients need “backward: true”'],
    ['first broken gradPost', 'gradients need “backward: true”'],
    ['last finite gradPre', 'gradients need “backward: true”'],
    ['theory variance 1 gradPost', 'gradients need “backward: true”'],
    ['variance 1 weight', 'weights are measured where the view says “quantity: weight”'],
    ['growth weight', 'weights are measured where the view says “quantity: weight”'],
    ['first broken weight', 'weights are measured where the view says “quantity: weight”'],
    ['theory variance 2', 'theory does not predict it', { scheme: 'lsuv' }],
    ['sample correlation 2 gradPre', 'only pre and post have it', everything],
    ['sample correlation 2 gradPre', 'only pre and post have it'],
    ['correlation 2', 'it takes two samples, and the batch is 1', { batch: 1 }],
  ] as [string, string, Partial<ExperimentValues>?][])('{{%s}}: %s', (name, reason, changes) => {
    expect(why(name, changes)).toContain(reason);
  });

  it.each([
    'width 0',
    'variance 0',
    'variance 0 pre',
    'kept variance 0',
    'correlation 0',
    'variance factor 1',
    'variance factor shown',
    'fan_in shown',
    'growth',
    'first broken',
    'last finite',
    'theory variance 0',
    // Drawn as they are, they need no measuring.
    'theory variance 1 weight',
    'variance 4',
    'depth',
  ])('is not {{%s}}', (name) => {
    expect(why(name)).toBeUndefined();
  });

  it('is told of no row where the run has everything', () => {
    for (const layer of ['2', '3', 'shown'])
      for (const name of [...names(layer), ...propertyNames])
        expect([name, why(name, everything, 'weight')]).toEqual([name, undefined]);
  });

  it('is told of every row beyond the last layer', () => {
    for (const name of names('5').filter((name) => / 5/.test(name)))
      expect([name, why(name, everything, 'weight')]).toEqual([name, 'the last layer is 4']);
  });

  it('has a reason on every row', () => {
    for (const [, { missing }] of rows) expect(missing).toMatch(/^\S.*\S$/);
  });

  it('is refused with its line, by the depth that the chapter hands on', () => {
    expect(wrong('experiment: { depth: 9 }', 'a\n\n{{fan_in 0}}')).toBe(
      'mine.md, line 8: {{fan_in 0}} never has a value: the input has no weights.',
    );
    const later = (fields: string) =>
      sentenceOf(file([`${HEAD}\nexperiment: { depth: 9 }`], [fields, '{{variance 10}}']));
    expect(later('')).toBe(
      'mine.md, line 10: {{variance 10}} never has a value: the last layer is 9.',
    );
    expect(later('experiment: { depth: 10 }')).toBe('no problem');
    expect(later('chapter: Another')).toBe('no problem');
    const reveal = 'question: { ask: q, options: [a, b], right: a, reveal: "{{variance 10}}" }';
    expect(sentenceOf(file([`${HEAD}\nexperiment: { depth: 9 }`], [reveal]))).toContain(
      'line 8, question.reveal: {{variance 10}} never has a value: the last layer is 9.',
    );
  });
});
