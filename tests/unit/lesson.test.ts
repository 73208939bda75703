import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST, parseLesson } from '../../src/lecture/format/parse';
import type { Lesson, Step } from '../../src/lecture/lesson';
import { Problem } from '../../src/model/problem';

/** A file of blocks, each its fields and its text. */
const file = (...blocks: [fields: string, text?: string][]) =>
  blocks.map(([fields, text = 'Text.']) => `---\n${fields}\n---\n${text}\n`).join('');

const HEAD = 'lesson: A lesson\nchapter: A chapter';

function lessonOf(text: string): Lesson {
  const lesson = parseLesson(text, 'mine.md');
  if (lesson instanceof Problem) throw new Error(lesson.sentence);
  return lesson;
}

const stepsOf = (text: string) => lessonOf(text).chapters.flatMap(({ steps }) => steps);

function sentenceOf(text: string): string {
  const result = parseLesson(text, 'mine.md');
  return result instanceof Problem ? result.sentence : 'no problem';
}

/** What is wrong with one step: its fields, from line 4 on. */
const wrong = (fields: string, text?: string) => sentenceOf(file([`${HEAD}\n${fields}`, text]));

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

  it('may come from any editor: other line ends, a byte order mark, empty lines in front', () => {
    const plain = lessonOf(COMPLETE);
    expect(lessonOf(COMPLETE.replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(lessonOf(`\uFEFF\n\n${COMPLETE}`)).toEqual(plain);
  });
});

describe('a mistake', () => {
  it.each([
    ['', 'mine.md, line 1: The file is empty.'],
    [' \n\n', 'mine.md, line 1: The file is empty.'],
    ['\nHello\n---\n', 'mine.md, line 2: A lesson begins with a line of three dashes: ---.'],
    ['<!doctype html>', 'mine.md, line 1: A lesson begins with'],
    [`${file([HEAD])}---\nlayer: 1\n`, 'mine.md, line 6: The fields that begin here have no end'],
    [file(['chapter: C']), 'mine.md, line 1: The first block has no “lesson”.'],
    [file(['lesson: L']), 'mine.md, line 1: The first block has no “chapter”.'],
    [
      file(['- a\n- b']),
      'mine.md, line 2: Between the dashes there are fields, as in “layer: 27”.',
    ],
    [file([HEAD], ['lesson: again']), 'mine.md, line 7, lesson: Only the first block has'],
    [file([HEAD], ['minutes: 3']), 'mine.md, line 7, minutes: Minutes are planned for a chapter'],
    [`PK\0\u0003`, 'mine.md is not a text in UTF-8.'],
    ['\uFFFD\uFFFD', 'mine.md is not a text in UTF-8.'],
    ['x'.repeat(LONGEST + 1), 'mine.md is longer than 256 kB, too long for a lesson.'],
  ])('in %j is told', (text, sentence) => {
    expect(sentenceOf(text)).toContain(sentence);
  });

  it.each([
    ['layer: [1', /^mine\.md, line \d+: This is not readable YAML: /],
    ['layer: 1\nlayer: 2', /^mine\.md, line 5: This is not readable YAML: Map keys must be unique/],
    ['layer: &a 1\nminutes: *a', 'line 5: “*a” is an alias: write the value out.'],
    ['speed: 2', 'line 4, speed: There is no field “speed”; there are lesson, chapter, minutes,'],
    ['constructor: 2', 'line 4, constructor: There is no field “constructor”;'],
    ['__proto__: 2', 'line 4, __proto__: There is no field “__proto__”;'],
    ['minutes: soon', 'line 4, minutes: “soon” is not a number from 0 to 600.'],
    ['minutes: -1', 'line 4, minutes: -1 is not a number from 0 to 600.'],
    ['experiment: relu', 'line 4, experiment: “relu” is not a map, as in “{ name: value }”.'],
    ['experiment:', 'line 4, experiment: null is not a map'],
    [
      'experiment:\n  depth: 3\n  widht: 3',
      'line 6, experiment.widht: There is no property “widht”; there are scheme,',
    ],
    [
      'experiment: { depth: 300 }',
      'line 4, experiment.depth: depth “300” is not a whole number from 1 to 200.',
    ],
    ['experiment: { scheme: he }', /experiment\.scheme: scheme “he” is not one of normal, uniform/],
    ['experiment: { widths: [3, 4, 5], depth: 1 }', 'line 1, experiment: 3 widths are too many'],
    ['experiment: { depth: { a: 1 } }', 'experiment.depth: depth “[object Object]” is not a whole'],
    ['view: { zoom: 3 }', 'line 4, view.zoom: There is no field of the view “zoom”; there are'],
    ['view: { theme: dark }', 'view.theme: There is no field of the view “theme”'],
    ['view: { axis: cubic }', 'view.axis: “cubic” is not one of automatic, log, linear, sigma.'],
    ['view: { seeds: 2 }', 'view.seeds: 2 is not one of 1, 8, 32.'],
    ['view: { both: 1 }', 'view.both: 1 is not true or false.'],
    ['view: { quantity: gradPost }', 'view.quantity: gradPost needs “backward: true”'],
    ['figure: walks', 'line 4, figure: “walks” is not a map'],
    ['figure: { n: 3 }', 'line 4, figure: It has no “name”.'],
    ['figure: { name: cats }', /line 4, figure\.name: “cats” is not one of .*walks/],
    ['figure: { name: walks, m: 3 }', /figure\.m: There is no option of walks “m”; .* large, .*n/],
    ['figure: { name: walks, n: 0 }', /figure\.n: 0 is not a number from \d+ to \d+/],
    ['figure: { name: walks, large: 1 }', 'figure.large: 1 is not true or false.'],
    ['layer: 51', 'line 4, layer: 51 is not a whole number from 0 to 50.'],
    ['layer: 3\nexperiment: { depth: 2 }', 'line 4, layer: 3 is not a whole number from 0 to 2.'],
    ['layer: 1.5', 'layer: 1.5 is not a whole number'],
    ['layer: last', 'layer: “last” is not a whole number'],
    ['play: yes', 'line 4, play: “yes” is not true or false.'],
  ])('in %j is told', (fields, sentence) => {
    if (sentence instanceof RegExp) expect(wrong(fields)).toMatch(sentence);
    else expect(wrong(fields)).toContain(sentence);
  });

  it.each([
    ['{ ask: q, low: 0, high: 9, reveal: r }', 'line 4, question: It has no “right”.'],
    ['{ ask: q, low: 0, high: 9, right: 10, reveal: r }', 'right: 10 is not a number from 0 to 9.'],
    ['{ ask: q, low: 9, high: 0, right: 1, reveal: r }', 'question.high: 0 is not above low, 9.'],
    [
      '{ ask: q, low: 0, high: 9, right: 1, step: 0, reveal: r }',
      'question.step: 0 is not a number',
    ],
    ['{ ask: q, low: 0, high: 9, right: 1 }', 'question: It has no “reveal”.'],
    ['{ low: 0, high: 9, right: 1, reveal: r }', 'question: It has no “ask”.'],
    ['{ ask: q, right: 1, reveal: r }', 'question: It has no “low”.'],
    [
      '{ ask: q, options: [a, b], right: c, reveal: r }',
      'right: It is not one of the options a, b.',
    ],
    ['{ ask: q, options: [a], right: a, reveal: r }', 'options: These are not 2 to 6 different'],
    ['{ ask: q, options: [a, a], right: a, reveal: r }', 'options: These are not 2 to 6 different'],
    ['{ ask: q, options: a, right: a, reveal: r }', 'options: These are not 2 to 6 different'],
    ['{ ask: q, options: [a, b], low: 1, right: a, reveal: r }', 'no field of a question “low”'],
    [
      '{ ask: q, options: [a, b], right: a, reveal: "{{varianz 1}}" }',
      'line 4, question.reveal: {{varianz 1}} is no live value; there are mean, variance',
    ],
    ['{ ask: "$\\\\foo$", options: [a, b], right: a, reveal: r }', 'question.ask: $\\foo$ is not'],
  ])('in the question %s is told', (question, sentence) => {
    expect(wrong(`question: ${question}`)).toContain(sentence);
  });

  it.each([
    ['Hello\n\n{{varianz 1}}', 'line 8: {{varianz 1}} is no live value; there are mean, variance'],
    ['{{variance}}', 'line 6: {{variance}} is no live value'],
    ['{{variance 51}}', '{{variance 51}} never has a value: the last layer is 50.'],
    ['{{variance 1 gradPost}}', 'never has a value: gradients need “backward: true”'],
    ['{{figure.n}}', 'never has a value: the step has no figure.'],
    [
      'a\n$x + \\foo$',
      'line 7: $x + \\foo$ is not readable TeX: Unsupported function name: \\foo.',
    ],
    ['$x = {{what}}$', 'line 6: {{what}} is no live value'],
    ['$\\id{scene}{x}$', 'is not readable TeX: Function "\\id" is not trusted.'],
    ['[x](javascript:alert(1))', 'line 6: The link javascript:alert(1) is neither http(s)'],
    ['a\n\nb ![x](https://a.b/c.png)', 'line 8: The image https://a.b/c.png is neither relative'],
    ['Text.\n\n???\n\n{{what}}', 'line 10: {{what}} is no live value'],
  ])('in the text %j is told', (text, sentence) => {
    expect(wrong('minutes: 1', text)).toContain(sentence);
  });

  it('is to name what is never measured', () => {
    const fields = 'experiment: { backward: true }';
    expect(wrong('minutes: 1', '{{std 1 weight}}')).toContain('the view says “quantity: weight”');
    expect(wrong('view: { quantity: weight }', '{{std 1 weight}}')).toBe('no problem');
    const figure = 'figure: { name: walks }';
    expect(wrong(figure, '{{figure.m}}')).toContain('never has a value: the figure has n,');
    expect(wrong(figure, '{{figure.n}}')).toBe('no problem');
    expect(wrong(fields, '{{variance 0 gradWeight}}')).toContain('the input has no gradWeight');
    expect(wrong(fields, '{{variance 0 gradPost}}')).toBe('no problem');
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
