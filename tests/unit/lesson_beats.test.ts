import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { theLesson } from '../../src/lecture/beats/lesson';
import { figureNames } from '../../src/lecture/figures/table';
import { toHtml } from '../../src/lecture/format/markdown';
import type { Step } from '../../src/lecture/lesson';
import { applies } from '../../src/model/applies';
import type { PropertyName } from '../../src/model/properties';
import type { LayerReport } from '../../src/model/report';
import { shownNumber } from '../app/claim';
import { claimedRuns, experimentAt, isSmall, steps, unmetClaims } from '../app/claimed-runs';
import { claims } from '../app/lecture-claims';

const lesson = theLesson();

/** What is read on screen, but for the question: asked and answered, it has a place of its own. */
const textsOf = ({ text, question }: Step) => [text, question?.reveal ?? ''];
const namesIn = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => toHtml(text).live.map(({ name }) => name)));
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

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

  it.each(steps)('sets only what matters to the experiment: $place', ({ place, step }) => {
    const experiment = experimentAt(place);
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

const measured = claimedRuns.filter(({ place }) => isSmall(place));

describe('its numbers', () => {
  it.each(steps)('are all claimed: $place', ({ place, step }) => {
    const told = Object.keys(claims[place] ?? {});
    expect(new Set(told)).toEqual(namesIn(textsOf(step)));
  });

  // Those of larger networks are measured by the WebGPU engine, beside the article's.
  it.each(measured)('are measured: $place', async (claimed) => {
    const reports: LayerReport[] = [];
    for await (const report of createCpuEngine().run(experimentAt(claimed.place)))
      reports[report.layer] = report;
    expect(unmetClaims(claimed, reports)).toEqual([]);
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
