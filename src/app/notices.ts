/** What stands in the picture's place when something is wrong: of several, the gravest. */
import { computed, signal } from '@preact/signals-core';
import type { Notice } from '../ui/notice';

/** Gravest first, because fixing the first also fixes what follows from it. */
const kinds = ['device', 'run', 'lecture', 'picture', 'scene', 'machine'] as const;
type Kind = (typeof kinds)[number];

export function createNotices() {
  const notices = signal<Partial<Record<Kind, Notice>>>({});
  const say = (kind: Kind, notice: Notice | undefined): void => {
    if (notices.peek()[kind] !== notice) notices.value = { ...notices.peek(), [kind]: notice };
  };

  return {
    gravest: computed(() => kinds.map((kind) => notices.value[kind]).find(Boolean)),
    /** Why a run failed that the page asked for, if one did. */
    failure: computed(() => notices.value.device ?? notices.value.run),
    say,
    /** Reports an exception in a part of the page: a bug of ours, not a failed run. */
    fault(part: string, error: unknown): void {
      console.error(error);
      say('picture', {
        title: `${part} could not be shown`,
        sentence: `A bug in the page: ${error instanceof Error ? error.message : error}`,
        remedy:
          'The computed numbers are correct. Change the experiment or the view, or reload the page.',
      });
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;
