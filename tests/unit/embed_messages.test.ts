import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindNames, read } from '../../src/embed/messages';
import { isOurs, SENT } from '../../src/embed/version';
import { Problem } from '../../src/model/problem';
import { viewNames } from '../../src/model/view';

const message = (said: object) => ({ initscope: 1, ...said }) as Record<string, unknown>;
const sentence = (said: object) => {
  const found = read(message(said));
  if (!(found instanceof Problem)) throw new Error('It was taken.');
  return found.sentence;
};

describe('a message', () => {
  it.each<object>([
    { kind: 'hello' },
    { kind: 'set', link: 'scheme=lecun_normal&activation=relu' },
    { kind: 'set', experiment: { scheme: 'lecun_normal', widths: [32] } },
    { kind: 'change', experiment: { gain: 2 }, view: { camera: 'top', both: true, seeds: 8 } },
    { kind: 'change' },
    { kind: 'run', experiment: { seed: 3 }, figures: ['variance'], quantities: ['post'] },
    { kind: 'step', by: -1 },
    { kind: 'play', playing: false, time: 3.5, speed: 0.5, loop: true },
    { kind: 'subscribe', figures: ['log10Variance'], quantities: ['pre', 'gradPre'] },
    { kind: 'unsubscribe' },
    { kind: 'picture', width: 800 },
  ])('of each kind is taken as it is: %j', (said) => {
    for (const id of [undefined, 7, 'seven']) {
      const whole = message(id === undefined ? said : { ...said, id });
      expect(read(whole)).toEqual(whole);
    }
  });

  it('that leaves something out means the usual', () => {
    expect(read(message({ kind: 'step' }))).toMatchObject({ by: 1 });
    expect(read(message({ kind: 'picture' }))).toMatchObject({ width: 1920 });
  });

  it.each<[object, string]>([
    [
      { kind: 'jump' },
      `There is no message of the kind “jump”; there are ${kindNames.join(', ')}.`,
    ],
    [{}, `There is no message of the kind undefined; there are ${kindNames.join(', ')}.`],
    [{ kind: 'constructor' }, 'There is no message of the kind “constructor”'],
    [{ kind: 'set' }, 'A “set” message needs a “link” or an “experiment”, and not both.'],
    [{ kind: 'set', link: '', experiment: {} }, 'needs a “link” or an “experiment”, and not both.'],
    [{ kind: 'set', link: 5 }, 'A “set” message’s “link” is 5, and not a text.'],
    [{ kind: 'set', experiment: ['relu'] }, '“experiment” is a list, and not an object'],
    [{ kind: 'change', experiment: 'relu' }, '“experiment” is “relu”, and not an object'],
    [
      { kind: 'change', experiments: {} },
      'A “change” message has no “experiments”; there are id, kind, experiment, view.',
    ],
    [
      { kind: 'change', view: { camera: 'below' } },
      'A “change” message’s “view.camera” is “below”, and not one of threeQuarter, front, side, top.',
    ],
    [
      { kind: 'change', view: { zoom: 2 } },
      `has no “view.zoom”; there are ${viewNames.join(', ')}.`,
    ],
    [{ kind: 'step', by: 2 }, '“by” is 2, and not one of 1, -1.'],
    [{ kind: 'play', time: -1 }, '“time” is -1, and not a number from 0 to 1000000.'],
    [{ kind: 'play', time: Number.NaN }, '“time” is NaN, and not a number from 0 to 1000000.'],
    [{ kind: 'play', speed: 3 }, '“speed” is 3, and not one of 0.5, 1, 2, 4.'],
    [{ kind: 'play', playing: 'yes' }, '“playing” is “yes”, and not true or false.'],
    [
      { kind: 'subscribe', figures: ['varience'] },
      '“figures.0” is “varience”, and not one of variance, ',
    ],
    [
      { kind: 'subscribe', figures: 'variance' },
      '“figures” is “variance”, and not a list of variance, ',
    ],
    [
      { kind: 'run', quantities: [] },
      '“quantities” is an empty list: leave it out for all of them.',
    ],
    [{ kind: 'picture', width: 1e9 }, '“width” is 1000000000, and not a number from 16 to 3840.'],
    [
      { kind: 'hello', id: {} },
      '“id” is an object, and not a number, or a text of at most 200 characters.',
    ],
  ])('that is wrong is refused with what is allowed: %j', (said, expected) => {
    expect(sentence(said)).toContain(expected);
    expect(sentence(said)).toMatch(/\.$/);
  });

  it('with a link of any length is read to its end or refused', () => {
    const link = (length: number) => read(message({ kind: 'set', link: 'a'.repeat(length) }));
    expect(link(65536)).not.toBeInstanceOf(Problem);
    expect((link(65537) as Problem).sentence).toContain('“link” is longer than 65536 characters.');
  });

  it('of any content whatever is taken or refused with a sentence', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.anything()),
        fc.constantFrom(...kindNames, undefined),
        (content, kind) => {
          const found = read(message({ ...content, ...(kind && { kind }) }));
          expect(found instanceof Problem ? found.sentence.length : 1).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('what is received', () => {
  it.each([undefined, null, 5, 'initscope', [], {}, { kind: 'set' }, new Date(0)])(
    'is not ours without the mark: %s',
    (data) => expect(isOurs(data)).toBe(false),
  );

  it('is ours with it, whatever else it says, but what a lab sends itself', () => {
    expect(isOurs({ initscope: 1 })).toBe(true);
    expect(isOurs({ initscope: 'x', kind: 'set' })).toBe(true);
    for (const kind of SENT) expect(isOurs({ initscope: 1, kind })).toBe(false);
  });
});
