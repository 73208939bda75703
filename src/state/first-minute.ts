/** What a newcomer is shown to try: a row each. What is done is seen in the page alone. */
import type { Page } from './page';

interface Trial {
  readonly does: string;
  /** Where there is no keyboard. */
  readonly byHand?: string;
  /** Whether a page that began as another one shows that it was done. */
  isDone(page: Page, began: Page): boolean;
}

export const trials = {
  scheme: {
    does: 'press 2 for other weights',
    byHand: 'choose other weights',
    isDone: (page, began) => page.a.scheme !== began.a.scheme,
  },
  turn: { does: 'drag the stack', isDone: ({ eye }) => eye !== undefined },
  lecture: { does: 'open the lecture', isDone: ({ lesson }) => lesson !== undefined },
} as const satisfies Record<string, Trial>;
export type TrialName = keyof typeof trials;
export const trialNames = Object.keys(trials) as TrialName[];

/** What is done after a change of the page, in the table's order; the same array if nothing more is. */
export function triedAfter(
  tried: readonly TrialName[],
  page: Page,
  began: Page,
): readonly TrialName[] {
  const next = trialNames.filter(
    (name) => tried.includes(name) || trials[name].isDone(page, began),
  );
  return next.length > tried.length ? next : tried;
}

/** Whether the page is all there, for somebody to find their way in: no part of it is hidden or shut. */
export const isForNewcomers = ({ hidden, controls, lesson }: Page): boolean =>
  hidden.length === 0 && controls === undefined && lesson === undefined;
