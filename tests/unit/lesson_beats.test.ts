import { describe, expect, it, vi } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { theLesson } from '../../src/lecture/beats/lesson';
import { figureNames } from '../../src/lecture/figures/table';
import { toHtml } from '../../src/lecture/format/markdown';
import type { Step } from '../../src/lecture/lesson';
import { liveValues } from '../../src/lecture/live';
import { positionsOf, stepAt } from '../../src/lecture/positions';
import { applies } from '../../src/model/applies';
import { type Experiment, experimentWith } from '../../src/model/experiment';
import type { PropertyName } from '../../src/model/properties';
import type { LayerReport } from '../../src/model/report';
import { defaultView } from '../../src/model/view';
import { layerWidths } from '../../src/model/widths';
import { BATCH, holds, shownNumber } from '../app/claim';
import { claims } from '../app/lecture-claims';
import { made } from './making';

vi.setConfig({ testTimeout: 60_000 });

const lesson = theLesson();
/** Named by chapter and step, from 1, as the claims are. */
const steps = positionsOf(lesson).map((position) => ({
  place: `${position.chapter + 1}.${position.step + 1}`,
  step: stepAt(lesson, position),
}));
const stepOf = (place: string) => steps.find((step) => step.place === place)!.step;

/** What is read on screen, but for the question: asked and answered, it has a place of its own. */
const textsOf = ({ text, question }: Step) => [text, question?.reveal ?? ''];
const namesIn = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => toHtml(text).live.map(({ name }) => name)));
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** On a software adapter, where batches are smallest. */
const experimentOf = ({ experiment }: Step) =>
  experimentWith(made({ batch: BATCH }), experiment) as Experiment;

describe('the lesson', () => {
  it('has sixteen chapters of two to five steps, in less than an hour', () => {
    expect(lesson.chapters).toHaveLength(16);
    for (const { title, minutes, steps } of lesson.chapters) {
      expect(steps.length, title).toBeGreaterThanOrEqual(2);
      expect(steps.length, title).toBeLessThanOrEqual(5);
      // A step is talked about for half a minute at least, and for two and a half at most.
      expect(minutes / steps.length, title).toBeGreaterThanOrEqual(0.5);
      expect(minutes / steps.length, title).toBeLessThanOrEqual(2.5);
    }
    const minutes = lesson.chapters.reduce((sum, chapter) => sum + chapter.minutes, 0);
    expect(minutes).toBeGreaterThanOrEqual(45);
    expect(minutes).toBeLessThanOrEqual(50);
  });

  it.each(steps)('says little on screen, and in its notes all that is said: $place', ({ step }) => {
    expect(step.text).toMatch(/^### \S/);
    expect(wordsOf(step.text).length).toBeLessThanOrEqual(60);
    expect(wordsOf(step.question?.reveal ?? '').length).toBeLessThanOrEqual(30);
    expect(step.notes).toMatch(/\*\*Say\.\*\*/);
    expect(step.notes).toMatch(/\*\*Point\*\*|\*\*Do:\*\*/);
    expect(step.notes).toMatch(/\*\*They ask:\*\*/);
  });

  it.each(steps)('sets only what matters to the experiment: $place', ({ step }) => {
    const experiment = experimentOf(step);
    for (const property of Object.keys(step.experiment) as PropertyName[])
      expect(applies(property, experiment), property).toBe(true);
  });

  it('asks before it shows, and shows every figure', () => {
    const asked = lesson.chapters.flatMap(({ steps }, i) =>
      steps.some(({ question }) => question) ? [i + 1] : [],
    );
    for (const chapter of [2, 6, 7, 11]) expect(asked).toContain(chapter);
    const shown = new Set(steps.map(({ step }) => step.figure?.name));
    for (const name of figureNames) expect(shown).toContain(name);
  });

  it('waits with its numbers until a question has been answered', () => {
    for (const { place, step } of steps)
      if (step.question) expect([...namesIn([step.text])], place).toEqual([]);
  });

  it.each([
    'LeCun et al. 1998',
    'Glorot & Bengio 2010',
    'Saxe et al. 2014',
    'He et al. 2015',
    'Mishkin & Matas 2016',
    'Poole et al. 2016',
    'Klambauer et al. 2017',
    'Schoenholz et al. 2017',
    'Hanin & Rolnick 2018',
  ])('names its source: %s', (paper) => {
    expect(steps.some(({ step }) => step.notes.includes(paper))).toBe(true);
  });
});

/** Multiplications of a run; the lesson's largest take 8 s in Node, and are for the page to check. */
const workOf = (experiment: Experiment) => {
  const widths = layerWidths(experiment);
  const products = widths.slice(1).map((width, i) => width * widths[i]!);
  const passes = experiment.backward ? 3 : 1;
  return passes * experiment.batch * products.reduce((sum, product) => sum + product, 0);
};
const SMALL = 1.3e8;
const measured = Object.entries(claims).flatMap(([place, told]) => {
  const names = Object.keys(told).filter((name) => !name.startsWith('figure.'));
  const small = workOf(experimentOf(stepOf(place))) < SMALL;
  return small && names.length > 0 ? [{ place, names }] : [];
});

describe('its numbers', () => {
  it.each(steps)('are all claimed: $place', ({ place, step }) => {
    const told = Object.keys(claims[place] ?? {});
    expect(new Set(told)).toEqual(namesIn(textsOf(step)));
  });

  it.each(measured)('are measured: $place', async ({ place, names }) => {
    const experiment = experimentOf(stepOf(place));
    const reports: LayerReport[] = [];
    for await (const report of createCpuEngine().run(experiment)) reports[report.layer] = report;
    const values = liveValues(
      {
        experiment,
        view: defaultView,
        theme: 'dark',
        place: undefined,
        reports,
        done: true,
        current: true,
      },
      {},
    );
    for (const name of names) {
      const text = values(name) ?? '';
      expect(holds(claims[place]![name]!, text), `${name}: ${text}`).toBe(true);
    }
  });

  it('are read as they are shown', () => {
    const shown = [
      '0.97',
      '784',
      '1.9×10⁷⁵',
      '−3.1×10⁻¹⁵',
      '85.2 %',
      '−0.0154',
      'NaN',
      '…',
      'none',
    ];
    const [nan, none] = [Number.NaN, Number.NaN];
    const read = [0.97, 784, 1.9e75, -3.1e-15, 85.2, -0.0154, nan, none, nan];
    expect(shown.map(shownNumber)).toEqual(read);
  });
});
