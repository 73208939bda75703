/** The position in a lesson and the guess there; together with time, they decide what is shown. */
import type { LessonPlace } from '../state/page';
import type { Lesson, Position, Question } from './lesson';
import { next, positionsOf, previous, samePosition, start, stepAt } from './positions';

export interface Moment {
  readonly position: Position;
  /** The run is visible: there is no question, or it has been answered or skipped. */
  readonly revealed: boolean;
  /** Index of an option, or a number on the line; undefined where nothing was guessed. */
  readonly guess: number | undefined;
}

/** A moment as the page keeps it; where nothing is asked, nothing is revealed. */
export const placeIn = (lesson: Lesson, { position, revealed, guess }: Moment): LessonPlace => ({
  ...position,
  revealed: revealed && stepAt(lesson, position).question !== undefined,
  guess,
});

/** What the page has kept: of any lesson, perhaps of another one. */
export const momentAt = ({ chapter, step, revealed, guess }: LessonPlace): Moment => ({
  position: { chapter, step },
  revealed,
  guess,
});

export const samePlace = (a: LessonPlace, b: LessonPlace): boolean =>
  a.chapter === b.chapter && a.step === b.step && a.revealed === b.revealed && a.guess === b.guess;

/** The moment of entering a step, from either side: its question is always asked again. */
export const entered = (lesson: Lesson, position: Position): Moment => ({
  position,
  revealed: stepAt(lesson, position).question === undefined,
  guess: undefined,
});

/** The same position with the run visible, and the guess, if any. */
export const revealedWith = (moment: Moment, guess: number | undefined): Moment => ({
  ...moment,
  revealed: true,
  guess,
});

const isAnswer = ({ answers }: Question, guess: number) =>
  answers.kind === 'choices'
    ? Object.hasOwn(answers.options, guess)
    : guess >= answers.low && guess <= answers.high;

/**
 * A moment as a lesson surely has it: another lesson, or an edited one, may have fewer steps, and
 * other questions.
 */
export function momentIn(lesson: Lesson, { position, revealed, guess }: Moment): Moment {
  const found = positionsOf(lesson).find((one) => samePosition(one, position));
  const moment = entered(lesson, found ?? start);
  const { question } = stepAt(lesson, moment.position);
  if (!found || !question || !revealed) return moment;
  const isGuess = guess !== undefined && isAnswer(question, guess);
  return revealedWith(moment, isGuess ? guess : undefined);
}

/** Reveals the answer, or else goes to the next step; the same moment at the end. */
export function forward(lesson: Lesson, moment: Moment): Moment {
  if (!moment.revealed) return revealedWith(moment, undefined);
  const position = next(lesson, moment.position);
  return samePosition(position, moment.position) ? moment : entered(lesson, position);
}

/** Asks the question again, or else goes to the previous step; the same moment at the beginning. */
export function back(lesson: Lesson, moment: Moment): Moment {
  if (moment.revealed && stepAt(lesson, moment.position).question)
    return entered(lesson, moment.position);
  const position = previous(lesson, moment.position);
  return samePosition(position, moment.position) ? moment : entered(lesson, position);
}
