import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FigureRow } from '../../src/lecture/figures/figure';
import { figureRows } from '../../src/lecture/figures/rows';
import { figureFields } from '../../src/lecture/format/figure-setting';
import { fields, LONGEST, parseLesson } from '../../src/lecture/format/parse';
import { choiceFields, numberFields } from '../../src/lecture/format/question';
import { liveRows, shortNames } from '../../src/lecture/live-rows';
import { positionsOf, stepAt } from '../../src/lecture/positions';
import { Problem } from '../../src/model/problem';
import { propertyNames } from '../../src/model/properties';
import { viewValues } from '../../src/model/view';

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const manual = read('lesson.md');

/** The rows of all tables whose first cell says so. */
const rowsOf = (name: string) =>
  manual.split('\n').filter((line) => line.startsWith(`| \`${name}\``));

const layers = { always: ' L', perhaps: ' [L]', never: '' };

describe('the manual of the format', () => {
  it.each(fields)('has the field %s', (name) => {
    expect(rowsOf(name)).toHaveLength(1);
  });

  it.each(propertyNames)('has the property %s', (name) => {
    expect(manual).toContain(`\`${name}\``);
  });

  it.each(Object.entries(viewValues))('has all values of the view’s %s', (name, values) => {
    const [row] = rowsOf(name);
    // What is on or off is told by what on does.
    const told = name === 'both' ? ['true'] : Object.keys(values);
    for (const value of told) expect(row).toContain(`\`${value}\``);
  });

  it.each(Object.entries(figureRows))('has the figure %s with its options', (name, figure) => {
    const { title, options, values }: FigureRow = figure;
    const [row] = rowsOf(name);
    expect(row).toContain(title);
    for (const [option, { low, high }] of Object.entries(options))
      expect(row).toContain(`\`${option}\` ${low} to ${high}`);
    for (const value of values) expect(row).toContain(`\`${value}\``);
  });

  it.each([...choiceFields, ...numberFields, ...figureFields])('mentions %s', (name) => {
    expect(manual).toMatch(new RegExp(`\`${name}\`|[{ ]${name}: `));
  });

  it.each(Object.entries(liveRows))(
    'has the live value %s',
    (name, { says, layer, quantities }) => {
      const form = `${name}${layers[layer]}${quantities.length > 0 ? ' [q]' : ''}`;
      // A bar ends a table's cell.
      const cell = says.replaceAll('|', '\\|');
      expect(rowsOf(form)).toEqual([`| \`${form}\` | ${cell} |`]);
    },
  );

  it.each(Object.entries(shortNames))('has %s as a short name of %s', (short, name) => {
    expect(Object.keys(liveRows)).toContain(name);
    expect(manual).toContain(`\`${short}\` for \`${name}\``);
  });

  it('says how long a lesson may be', () => {
    expect(manual).toContain(`${LONGEST / 1024} kB`);
  });
});

/** A text's blocks of code that are whole lessons. */
const lessonsIn = (text: string) =>
  [...text.matchAll(/```\n(---\n[\s\S]*?)```/g)].map(([, lesson]) => lesson!);

describe('the examples', () => {
  it.each([
    ['example-lesson.md', read('example-lesson.md')],
    ...lessonsIn(manual).map((text) => ['the manual', text]),
  ])('in %s are lessons', (name, text) => {
    const lesson = parseLesson(text!, name!);
    if (lesson instanceof Problem) throw new Error(lesson.sentence);
    expect(positionsOf(lesson).every((position) => stepAt(lesson, position).text !== '')).toBe(
      true,
    );
  });

  it('show everything that a step can be', () => {
    const lesson = parseLesson(read('example-lesson.md'), 'example-lesson.md');
    if (lesson instanceof Problem) throw new Error(lesson.sentence);
    expect(lesson.chapters).toHaveLength(3);
    const steps = lesson.chapters.flatMap(({ steps }) => steps);
    const kinds = steps.map(({ question }) => question?.answers.kind);
    expect(kinds).toContain('choices');
    expect(kinds).toContain('number');
    for (const part of ['figure', 'layer', 'play', 'notes'] as const)
      expect(
        steps.some((step) => step[part]),
        part,
      ).toBe(true);
  });
});
