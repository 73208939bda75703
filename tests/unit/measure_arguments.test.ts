import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { argumentsOf } from '../../scripts/measure/arguments';
import { type Given, givenBy } from '../../scripts/measure/experiment';
import { sweepOf } from '../../scripts/measure/sweep';
import type { Sweep } from '../../src/export/measurement';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { Problem } from '../../src/model/problem';
import { defaultView } from '../../src/model/view';

const folder = mkdtempSync(join(tmpdir(), 'initscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with this text. */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** The sentence that refuses; a test that gets none fails. */
function refused(result: object): string {
  expect(result).toBeInstanceOf(Problem);
  return (result as Problem).sentence;
}

describe('the arguments of npm run measure', () => {
  it('are an experiment and what is made of it', () => {
    const args = ['depth=5', '--seeds', '3', '--sweep', 'gain=1:2:3', '--cpu'];
    expect(argumentsOf([...args, '--out', 'a.json', '--shard', '2/8'])).toEqual({
      kind: 'measure',
      experiment: 'depth=5',
      seeds: 3,
      sweep: 'gain=1:2:3',
      out: 'a.json',
      shard: [2, 8],
      cpu: true,
    });
  });

  it('or files to merge', () => {
    const files = ['a.json', 'b.json'];
    expect(argumentsOf(['--merge', ...files, '--out', 'all.csv'])).toEqual({
      kind: 'merge',
      files,
      out: 'all.csv',
    });
  });

  it.each([
    [[], 'One experiment is wanted, not 0'],
    [['depth=5', 'scheme=normal'], 'not 2; a link’s text needs quotes'],
    [['depth=5', '--sedes', '1'], "Unknown option '--sedes'"],
    [['depth=5', '--seeds', '0'], '--seeds 0 is not a whole number from 1 to 1000.'],
    [['depth=5', '--seeds', '1.5'], '--seeds 1.5 is not'],
    [['depth=5', '--seeds', '2', '--seeds', '3'], '--seeds is given 2 times'],
    [['depth=5', '--out', 'a.txt'], '--out a.txt ends neither with .csv nor with .json.'],
    [['depth=5', '--shard', '0/4', '--out', 'a.json'], '--shard 0/4 is not I/N'],
    [['depth=5', '--shard', '5/4', '--out', 'a.json'], '--shard 5/4 is not I/N'],
    [['depth=5', '--shard', '1/4/2', '--out', 'a.json'], '--shard 1/4/2 is not I/N'],
    [['depth=5', '--shard', '1/4'], 'A shard is kept as JSON'],
    [['depth=5', '--shard', '1/4', '--out', 'a.csv'], 'A shard is kept as JSON'],
    [['--merge', '--out', 'a.json'], '--merge wants the files'],
    [['--merge', 'a.json'], '--merge wants --out'],
  ])('are refused where they are %j', (args, sentence) => {
    expect(refused(argumentsOf(args))).toContain(sentence);
  });
});

describe('the experiment', () => {
  const small = { depth: 7, widths: [16], scheme: 'orthogonal' };
  const expected = experimentWith(defaultExperiment, small);
  const text = 'depth=7&widths=16&scheme=orthogonal';

  it.each([
    ['a link’s text', text],
    ['a link', `https://example.org/initscope/#${text}&v=1`],
    ['a link of a page on this machine', `http://localhost:5173/#${text}`],
    ['the part behind #', `#${text}`],
  ])('is read from %s', (_, given) => {
    expect((givenBy(given) as Given).experiment).toEqual(expected);
  });

  it.each([
    ['a file of properties', JSON.stringify(small)],
    ['a file with an experiment in it', JSON.stringify({ version: '1', experiment: small })],
    ['a file with all of an experiment', JSON.stringify({ experiment: expected })],
  ])('is read from %s', (_, content) => {
    expect((givenBy(file('given.json', content)) as Given).experiment).toEqual(expected);
  });

  it('takes quantity and seeds from a link, and says what it leaves out', () => {
    const given = givenBy(
      `${text}&quantity=pre&seeds=8&comparison=beside&b.scheme=normal`,
    ) as Given;
    expect(given.view).toMatchObject({ quantity: 'pre', seeds: 8 });
    expect(given.remark).toContain('Only A is measured: B of the link');
  });

  it('takes them from what the page has saved, which the page itself reads', () => {
    const page = {
      experiment: expected,
      compared: { ...(expected as Experiment), seed: 3 },
      view: { ...defaultView, quantity: 'pre', seeds: 8 },
    };
    const saved = (changes: object) =>
      givenBy(
        file('page.json', JSON.stringify({ kind: 'initscope page', version: 1, page, ...changes })),
      );
    const given = saved({}) as Given;
    expect(given.experiment).toEqual(expected);
    expect(given.view).toMatchObject({ quantity: 'pre', seeds: 8 });
    expect(given.remark).toMatch(/^Only A is measured: B of .*page\.json stay out\.$/);
    expect(refused(saved({ version: 99 }))).toContain('page.json: It has version 99');
  });

  it.each([
    ['depth=5000', 'depth “5000” is not a whole number from 1 to 200'],
    ['deth=5', 'A link has no “deth”'],
    ['missing.json', 'missing.json cannot be read: ENOENT'],
  ])('is refused where it is %s', (given, sentence) => {
    expect(refused(givenBy(given))).toContain(sentence);
  });

  it.each([
    ['{', 'cannot be read'],
    ['[1]', 'is no experiment'],
    ['{"experiment": 3}', 'is no experiment'],
    ['{"deth": 3}', 'There is no property “deth”'],
    ['{"depth": "3"}', 'depth “3” is not a whole number'],
    ['{"experiment": {"widths": [64], "input": "digits"}}', 'Handwritten digits have 784 pixels'],
  ])('is refused in a file with %s', (content, sentence) => {
    expect(refused(givenBy(file('wrong.json', content)))).toContain(sentence);
  });
});

describe('a sweep', () => {
  const values = (text: string, changes = {}) => {
    const sweep = sweepOf(text, experimentWith(defaultExperiment, changes) as Experiment);
    expect(sweep).not.toBeInstanceOf(Problem);
    return (sweep as Sweep).values;
  };

  it('has its points at equal distances, as a person writes them', () => {
    expect(values('gain=0.8:1.2:9')).toEqual([0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2]);
    expect(values('depth=50:10:5')).toEqual([50, 40, 30, 20, 10]);
    expect(values('value=-1:1:3')).toEqual([-1, 0, 1]);
  });

  it('or in equal ratio', () => {
    expect(values('std=0.01:10:4:log')).toEqual([0.01, 0.1, 1, 10]);
  });

  it('or what is listed', () => {
    expect(values('activation=relu,tanh')).toEqual(['relu', 'tanh']);
    expect(values('widths=64,128')).toEqual([[64], [128]]);
    expect(values('backward=false,true')).toEqual([false, true]);
  });

  it.each([
    ['gain', 'is not a property with FROM:TO:POINTS'],
    ['gain=', 'is not a property with FROM:TO:POINTS'],
    ['gian=1:2:3', 'there is no property “gian”; there are scheme, std'],
    ['toString=1:2:3', 'there is no property “toString”'],
    ['gain=1:2', 'is not FROM:TO:POINTS'],
    ['gain=a:2:3', 'is not FROM:TO:POINTS'],
    ['gain=1:2:3:lin', 'is not FROM:TO:POINTS'],
    ['gain=1:2:3:log:4', 'is not FROM:TO:POINTS'],
    ['gain=1:2:1', 'has 1 points; it can have from 2 to 1000'],
    ['gain=1:2:2.5', 'has 2.5 points'],
    ['gain=1:2:100000', 'has 100000 points'],
    ['gain=1:1:3', 'ends where it begins'],
    ['gain=0:1:3:log', 'both ends must be above 0'],
    ['gain=1:20:3', 'gain “10.5” is not a number from 0 to 10'],
    ['depth=1:10:4:log', 'depth “2.15443” is not a whole number from 1 to 200'],
    ['activation=relu,rellu', 'activation “rellu” is not one of'],
    ['gain=1,2,1', '1 is there twice'],
  ])('is refused where it is %s', (text, sentence) => {
    expect(refused(sweepOf(text, defaultExperiment))).toContain(sentence);
  });

  it('is refused where a value does not go with the rest', () => {
    const digits = experimentWith(defaultExperiment, { input: 'digits' }) as Experiment;
    expect(refused(sweepOf('widths=784,64', digits))).toContain('--sweep widths=64: Handwritten');
  });
});
