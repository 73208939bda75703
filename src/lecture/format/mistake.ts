/** What is wrong with a lesson file, and where. */

export interface Where {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** “question.right”. */
  readonly field?: string;
}

/** Thrown while a file is read, so that the first mistake ends it; `parseLesson` alone catches it. */
export class Mistake extends Error {}

export function refuse({ file, line, field }: Where, sentence: string): never {
  throw new Mistake(`${file}, line ${line}${field ? `, ${field}` : ''}: ${sentence}`);
}

/** Refuses a name that a table does not have. */
export function refuseName(
  where: Where,
  noun: string,
  name: string,
  names: readonly string[],
): never {
  refuse(where, `There is no ${noun} “${name}”; there are ${names.join(', ')}.`);
}
