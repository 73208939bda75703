import { describe, expect, it } from 'vitest';
import { clockTime } from '../../src/lecture/clock';
import type { Lesson, Question, Step } from '../../src/lecture/lesson';
import {
  back,
  entered,
  forward,
  type Moment,
  momentIn,
  revealedWith,
} from '../../src/lecture/moment';
import { start } from '../../src/lecture/positions';

const question: Question = {
  text: 'Which?',
  answers: { kind: 'choices', options: ['a', 'b'], right: 0 },
  reveal: 'The first.',
};
const step = (asked: boolean): Step => ({
  text: '',
  notes: '',
  experiment: {},
  view: {},
  figure: undefined,
  question: asked ? question : undefined,
  layer: undefined,
  play: false,
});
const lesson: Lesson = {
  title: 'A lesson',
  chapters: [
    { title: 'One', minutes: 1, steps: [step(true), step(false)] },
    { title: 'Two', minutes: 1, steps: [step(false), step(true)] },
  ],
};

/** Every moment from here on, in one direction. */
function walked(from: Moment, move: (lesson: Lesson, moment: Moment) => Moment): Moment[] {
  const next = move(lesson, from);
  return next === from ? [from] : [from, ...walked(next, move)];
}

describe('a moment', () => {
  it('goes forward by way of every question’s answer, and stays at the end', () => {
    const places = walked(entered(lesson, start), forward).map(
      ({ position: { chapter, step: at }, revealed }) => `${chapter}.${at}${revealed ? '' : '?'}`,
    );
    expect(places).toEqual(['0.0?', '0.0', '0.1', '1.0', '1.1?', '1.1']);
  });

  it('goes back to questions that nobody has answered yet', () => {
    const end = walked(entered(lesson, start), forward).at(-1)!;
    const places = walked(end, back).map(
      ({ position: { chapter, step: at }, revealed }) => `${chapter}.${at}${revealed ? '' : '?'}`,
    );
    expect(places).toEqual(['1.1', '1.1?', '1.0', '0.1', '0.0?']);
  });

  it('forgets the guess with the step', () => {
    const guessed = revealedWith(entered(lesson, start), 1);
    expect(guessed).toMatchObject({ revealed: true, guess: 1 });
    expect(back(lesson, guessed)).toEqual(entered(lesson, start));
    expect(back(lesson, forward(lesson, guessed))).toEqual(entered(lesson, start));
  });

  it('begins at the start where a lesson has no such step', () => {
    const far = { position: { chapter: 7, step: 0 }, revealed: true, guess: 1 };
    expect(momentIn(lesson, far)).toEqual(entered(lesson, start));
    const there = { position: { chapter: 1, step: 1 }, revealed: false, guess: undefined };
    expect(momentIn(lesson, there).position).toEqual({ chapter: 1, step: 1 });
  });

  it('comes back as it was, but for a guess that the question does not have', () => {
    const asked = entered(lesson, start);
    expect(momentIn(lesson, asked)).toEqual(asked);
    expect(momentIn(lesson, revealedWith(asked, 1))).toEqual(revealedWith(asked, 1));
    for (const guess of [2, -1, 0.5, Number.NaN])
      expect(momentIn(lesson, revealedWith(asked, guess))).toEqual(revealedWith(asked, undefined));
    const unasked = entered(lesson, { chapter: 0, step: 1 });
    expect(momentIn(lesson, { ...unasked, revealed: false, guess: 1 })).toEqual(unasked);
  });
});

describe('the presenter’s clock', () => {
  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3600, '1:00:00'],
    [3661, '1:01:01'],
  ])('shows %f seconds as %s', (seconds, text) => {
    expect(clockTime(seconds)).toBe(text);
  });
});
