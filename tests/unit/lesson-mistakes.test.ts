import { describe, expect, it } from 'vitest';
import { LONGEST } from '../../src/lecture/format/parse';
import { file, HEAD, sentenceOf, wrong } from './lesson-making';

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
    [
      file([HEAD], ['minutes: 3']),
      'mine.md, line 7, minutes: Only a chapter’s first block has its minutes',
    ],
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
    ['experiment:', 'line 4, experiment: “” is not a map'],
    ['experiment: ~', 'line 4, experiment: ~ is not a map'],
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
    ['experiment: { depth: { a: 1 } }', 'experiment.depth: depth “{ a: 1 }” is not a whole'],
    ['experiment: { depth: 0x10 }', 'experiment.depth: depth “0x10” is not a whole'],
    ['experiment: { widths: [{ a: 1 }] }', 'experiment.widths: width “{ a: 1 }” is not'],
    ['experiment: { a: [1, [2]] }', 'experiment.a: slope a “1, 2” is not'],
    ['experiment: { widths: [1,024] }', 'widths: width “1,024” is unclear: 1024, or 1 and 24?'],
    ['experiment: { widths: [1, 024] }', 'widths: width “1, 024” is unclear: 1024, or 1 and 24?'],
    ['experiment: { widths: 1,024, depth: 3 }', 'width “1,024” is unclear: 1024, or 1 and 24?'],
    ['experiment:\n  widths: 1,024', 'widths: width “1,024” is unclear: 1024, or 1 and 24?'],
    ['experiment:\n  widths: [784,\n    1,024]', 'width “784, 1,024” is unclear: 1024, or 1'],
    ['experiment:\n  widths:\n  - 1\n  - 024', 'width “1, 024” is unclear: 1024, or 1 and 24?'],
    [
      'experiment:\n  batch: 1.000',
      'batch “1.000” is not a whole number from 1 to 2048; write 1000,',
    ],
    ['experiment:\n  std: 0,5', 'std “0,5” is not a number from 0 to 10; write 0.5, with a point.'],
    [
      'experiment: { inputMean: 0,5, inputStd: 1,5 }',
      'inputMean: input mean “0,5” is not a number from -100 to 100; write 0.5, with a point.',
    ],
    ['minutes: 2,5', 'minutes: “2,5” is not a number from 0 to 600; write 2.5, with a point.'],
    ['figure: { name: walks, n: 1,000 }', 'n: “1,000” is not a number from 1 to 1000; write 1000,'],
    ['figure: { name: relu, slope: 0,2 }', 'slope: “0,2” is not a number from 0 to 1; write 0.2,'],
    ['view: { zoom: 3 }', 'line 4, view.zoom: There is no field of the view “zoom”; there are'],
    ['view: { theme: dark }', 'view.theme: There is no field of the view “theme”'],
    ['view: { axis: cubic }', 'view.axis: “cubic” is not one of automatic, log, linear, sigma.'],
    ['view: { seeds: 2 }', 'view.seeds: 2 is not one of 1, 8, 32.'],
    ['view: { axis: { a: b } }', 'view.axis: { a: b } is not one of automatic, log'],
    ['view: { axis: [log] }', 'view.axis: [log] is not one of automatic, log'],
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
    ['layer: { a: 1 }', 'layer: { a: 1 } is not a whole number from 0 to 50.'],
    ['layer: 0x7F', 'layer: 0x7F is not a whole number from 0 to 50.'],
    ['play: yes', 'line 4, play: “yes” is not true or false.'],
    ['play: [true]', 'line 4, play: [true] is not true or false.'],
    ['? [a, b]\n: c', 'There is no field “[a, b]”;'],
    ['figure: *walks*', 'line 4: “*walks*” is an alias: write the value out. A text with'],
    [
      `experiment: { depth: [{ ${Array.from({ length: 40 }, (_, i) => `a${i}: 1`)} }] }`,
      /depth “\{ a0: 1,a1: 1,.{40,50}…” is not a whole number/,
    ],
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
    [
      '{ ask: q, options: [a, b], right: a, reveal: {{variance 1}} }',
      'line 4, question.reveal: {{variance 1}} is not a text. A text with YAML’s own punctuation in it needs quotation marks.',
    ],
    ['{ ask: [why, not], options: [a, b], right: a, reveal: r }', 'ask: [why, not] is not a text.'],
    ['{ ask: , options: [a, b], right: a, reveal: r }', 'question.ask: “” is not a text.'],
    ['{ ask: q, options: [a, {b: c}], right: a, reveal: r }', 'options: {b: c} is not a text.'],
    ['{ ask: q, options: [a, [b]], right: a, reveal: r }', 'options: [b] is not a text.'],
    ['{ ask: q, options: {a: b}, right: a, reveal: r }', 'options: These are not 2 to 6 different'],
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
      'line 4, question.reveal: {{varianz 1}} is not a live value; there are variance, second moment',
    ],
    ['{ ask: "$\\\\foo$", options: [a, b], right: a, reveal: r }', 'question.ask: $\\foo$ is not'],
  ])('in the question %s is told', (question, sentence) => {
    expect(wrong(`question: ${question}`)).toContain(sentence);
  });

  it.each([
    [
      'Hello\n\n{{varianz 1}}',
      'line 8: {{varianz 1}} is not a live value; there are variance, second moment',
    ],
    ['{{variance}}', 'line 6: {{variance}} is not a live value'],
    ['{{variance 51}}', '{{variance 51}} never has a value: the last layer is 50.'],
    ['{{variance 1 gradPost}}', 'never has a value: gradients need “backward: true”'],
    ['{{figure.n}}', 'never has a value: the step has no figure.'],
    [
      'a\n$x + \\foo$',
      'line 7: $x + \\foo$ is not readable TeX: Unsupported function name: \\foo.',
    ],
    ['$x = {{what}}$', 'line 6: {{what}} is not a live value'],
    ['$\\id{scene}{x}$', 'is not readable TeX: Function "\\id" is not trusted.'],
    ['[x](javascript:alert(1))', 'line 6: The link javascript:alert(1) is neither http(s)'],
    ['a\n\nb ![x](https://a.b/c.png)', 'line 8: The image https://a.b/c.png is neither relative'],
    ['Text.\n\n???\n\n{{what}}', 'line 10: {{what}} is not a live value'],
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
