import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFiles, parseLesson } from '../../src/lecture/format/parse';
import type { Step } from '../../src/lecture/lesson';
import { Problem } from '../../src/model/problem';
import { file, HEAD, lessonOf, stepsOf } from './lesson-making';

const COMPLETE = `---
lesson: Why it explodes
chapter: The catastrophe
minutes: 4
experiment: { depth: 60, widths: [784, 100], scheme: normal, branch: 1, backward: true }
view: { quantity: gradPost, both: false, axis: log, camera: threeQuarter, height: density,
  measure: variance, seeds: 8, comparison: off }
figure: { name: walks, n: 100, large: true }
layer: 27
play: true
question: { ask: At which layer?, low: 1, high: 50, step: 1, right: 27, unit: layer,
  reveal: "It was layer {{first broken}}." }
---
# $\\operatorname{Var}(h) = {{variance 1}}$

Text.

???
Notes for the speaker.
`;

describe('a lesson file', () => {
  it('says everything that a step can be', () => {
    const step: Step = {
      text: '# $\\operatorname{Var}(h) = {{variance 1}}$\n\nText.',
      notes: 'Notes for the speaker.',
      experiment: { depth: 60, widths: [784, 100], scheme: 'normal', branch: '1', backward: true },
      view: {
        quantity: 'gradPost',
        both: false,
        axis: 'log',
        camera: 'threeQuarter',
        height: 'density',
        measure: 'variance',
        seeds: 8,
        comparison: 'off',
      },
      figure: { name: 'walks', options: { n: 100 }, large: true },
      layer: 27,
      play: true,
      question: {
        text: 'At which layer?',
        answers: { kind: 'number', low: 1, high: 50, step: 1, right: 27, unit: 'layer' },
        reveal: 'It was layer {{first broken}}.',
      },
    };
    expect(lessonOf(COMPLETE)).toEqual({
      title: 'Why it explodes',
      chapters: [{ title: 'The catastrophe', minutes: 4, steps: [step] }],
    });
  });

  it('needs no more than a title, a chapter and a text', () => {
    const [step] = stepsOf(file([HEAD]));
    expect(step).toEqual({
      text: 'Text.',
      notes: '',
      experiment: {},
      view: {},
      figure: undefined,
      question: undefined,
      layer: undefined,
      play: false,
    });
    expect(lessonOf(file([HEAD])).chapters[0]!.minutes).toBe(0);
  });

  it('hands a chapter’s experiment and view on, key by key, and nothing else', () => {
    const steps = stepsOf(
      file(
        [
          `${HEAD}\nexperiment: { depth: 9, activation: relu }\nview: { axis: log, seeds: 32 }\nlayer: 3\nplay: true`,
        ],
        ['experiment: { activation: tanh }\nview: { axis: linear }'],
        [''],
        ['chapter: Another'],
      ),
    );
    expect(steps.map(({ experiment }) => experiment)).toEqual([
      { depth: 9, activation: 'relu' },
      { depth: 9, activation: 'tanh' },
      // From the chapter's first block, not from the step before: steps can be moved.
      { depth: 9, activation: 'relu' },
      {},
    ]);
    expect(steps.map(({ view }) => view)).toEqual([
      { axis: 'log', seeds: 32 },
      { axis: 'linear', seeds: 32 },
      { axis: 'log', seeds: 32 },
      {},
    ]);
    expect(steps.map(({ layer, play }) => [layer, play])).toEqual([
      [3, true],
      [undefined, false],
      [undefined, false],
      [undefined, false],
    ]);
  });

  it('is in chapters', () => {
    const { chapters } = lessonOf(file([HEAD], [''], ['chapter: B\nminutes: 2.5'], ['']));
    expect(chapters.map(({ title, minutes, steps }) => [title, minutes, steps.length])).toEqual([
      ['A chapter', 0, 2],
      ['B', 2.5, 2],
    ]);
  });

  it('asks for one of a few answers', () => {
    const fields =
      'question: { ask: What happens?, options: [1, √10, holds], right: √10, reveal: r }';
    expect(stepsOf(file([`${HEAD}\n${fields}`]))[0]!.question!.answers).toEqual({
      kind: 'choices',
      options: ['1', '√10', 'holds'],
      right: 1,
    });
  });

  it.each([
    ['3.10', '3.10'],
    ['007', '007'],
    ['2024-01-01', '2024-01-01'],
    ['0x10', '0x10'],
    ['1e3', '1e3'],
    ['null', 'null'],
    ['~', '~'],
    ['yes', 'yes'],
    ['True', 'True'],
    ['.inf', '.inf'],
    ['1_000', '1_000'],
    ['"3.10"', '3.10'],
    ["'it''s'", 'it’s'.replace('’', "'")],
    ['"a\\tb: \\u00e9"', 'a\tb: é'],
    ['two\n  lines', 'two lines'],
    ['|\n  two\n  lines', 'two\nlines'],
    ['a # comment', 'a'],
  ])('takes the text %j as it is written', (yaml, text) => {
    const lesson = lessonOf(file([`lesson: ${yaml}\nchapter: ${yaml}`]));
    expect(lesson.title).toBe(text);
    expect(lesson.chapters[0]!.title).toBe(text);
  });

  it.each([
    ['[true, false]', 'true', ['true', 'false'], 0],
    ['[yes, ~]', '~', ['yes', '~'], 1],
    ['[1.0, 1.00]', '1.00', ['1.0', '1.00'], 1],
    ['["01", 1]', '01', ['01', '1'], 0],
    ['[" a", b]', 'a', ['a', 'b'], 0],
  ])('takes the answers %s as they are written', (options, right, texts, index) => {
    const question = `question: { ask: 1.50, options: ${options}, right: ${right}, reveal: 0x1 }`;
    expect(stepsOf(file([`${HEAD}\n${question}`]))[0]!.question).toEqual({
      text: '1.50',
      answers: { kind: 'choices', options: texts, right: index },
      reveal: '0x1',
    });
  });

  it('takes a unit as it is written, and numbers as numbers', () => {
    const fields = 'question: { ask: q, low: 0, high: 1e1, right: 007, unit: 10, reveal: r }';
    expect(stepsOf(file([`${HEAD}\n${fields}\nlayer: 0x3`]))[0]).toMatchObject({
      layer: 3,
      question: { answers: { high: 10, right: 7, unit: '10' } },
    });
  });

  it('may be in several files, which say their own names and lines', () => {
    const [first, second] = [
      file([HEAD], ['layer: 3']),
      file(['chapter: B', 'Two.'], ['layer: 4']),
    ];
    const read = (text: string) =>
      parseFiles([
        { name: '01-a.md', text: first },
        { name: '02-b.md', text },
      ]);
    expect(read(second)).toEqual(lessonOf(first + second));
    const wrongs: [text: string, sentence: string][] = [
      [
        `${second}---\nlayer: 5\n---\n\n{{what}}\n`,
        '02-b.md, line 13: {{what}} is not a live value',
      ],
      [second.replace('layer: 4', 'layer: 400'), '02-b.md, line 6, layer: 400 is not'],
      [second.replace('layer: 4', 'layer: ['), '02-b.md, line 6: This is not readable YAML'],
      [`Hello.\n${second}`, '02-b.md, line 1: A lesson begins with a line of three dashes'],
      [`${second}\n???\n~~~\n`, '02-b.md, line 11: The code that begins here has no end'],
      ['', '02-b.md, line 1: The file is empty.'],
      ['\0', '02-b.md is not a text in UTF-8.'],
    ];
    for (const [text, sentence] of wrongs)
      expect((read(text) as Problem).sentence).toContain(sentence);
  });

  it.each([
    ['experiment: { widths: [784, 256,64] }', { widths: [784, 256, 64] }],
    [
      'experiment: { widths: [2,128,784], inputMean: −0.5 }',
      { widths: [2, 128, 784], inputMean: -0.5 },
    ],
    ['experiment:\n  widths:\n  - 784\n  - 256 # half of it', { widths: [784, 256] }],
    ['experiment:\n  widths: 784,256', { widths: [784, 256] }],
    ['experiment: { widths: [[784]], std: "0.5" }', { widths: [784], std: 0.5 }],
  ])('takes the numbers of %j as they are written', (fields, experiment) => {
    expect(stepsOf(file([`${HEAD}\n${fields}`]))[0]!.experiment).toEqual(experiment);
  });

  it('may come from any editor: other line ends, a byte order mark, empty lines in front', () => {
    const plain = lessonOf(COMPLETE);
    expect(lessonOf(COMPLETE.replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(lessonOf(`\uFEFF\n\n${COMPLETE}`)).toEqual(plain);
  });
});

describe('any text at all', () => {
  const pieces = [
    '---\n',
    '\n',
    '???\n',
    `${HEAD}\n`,
    'layer: 3\n',
    'experiment: { depth: 2 }\n',
    'experiment: { widths: [1,024], std: 0,5, 5',
    ',5',
    'question: {',
    '}',
    ': ',
    '- ',
    '&a ',
    '*a ',
    '!!js/function x\n',
    '? ',
    '| \n  a\n',
    '{{variance 1}}',
    '{{',
    '$',
    '$$',
    '\\frac',
    '\\class{live-0}{x}',
    '`',
    '<b>',
    '[a](b)',
  ];

  it('is a lesson or a problem, and never an error', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })));
    fc.assert(
      fc.property(text, fc.boolean(), (parts, begun) => {
        const written = (begun ? `---\n${HEAD}\n---\n` : '') + parts.join('');
        const result = parseLesson(written, 'any.md');
        if (result instanceof Problem) expect(result.sentence).toMatch(/^any\.md/);
        else expect(result.chapters.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
