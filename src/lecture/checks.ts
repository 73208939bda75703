/**
 * Checks the fields that are read from a message or from storage: another version of the page may
 * have written them.
 */

/** For each kind of message, a check of its fields. */
export type Checks<Message extends { kind: string }> = {
  readonly [K in Message['kind']]: (fields: Readonly<Record<string, unknown>>) => boolean;
};

type Check = (value: unknown) => boolean;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber: Check = (value) => Number.isFinite(value);
const isFlag: Check = (value) => typeof value === 'boolean';
export const isIndex = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0;
const isMaybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(check);
const has =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

export const isTexts: Check = (value) => isRecord(value) && Object.values(value).every(isText);
export const isPicture: Check = isMaybe((value) => value instanceof Blob);

export const isMoment = has({
  position: has({ chapter: isIndex, step: isIndex }),
  revealed: isFlag,
  guess: isMaybe(isNumber),
});

const isChoices: Check = (value) =>
  has({ options: isListOf(isText), right: isIndex })(value) &&
  (value as { right: number }).right < (value as { options: unknown[] }).options.length;
const isNumberLine = has({ right: isNumber, unit: isText });
const isQuestion = has({
  text: isText,
  reveal: isText,
  answers: (value) =>
    isRecord(value) && (value.kind === 'choices' ? isChoices(value) : isNumberLine(value)),
});
const isStep = has({
  text: isText,
  notes: isText,
  question: isMaybe(isQuestion),
  figure: isMaybe(has({ name: isText, large: isFlag })),
});
const isChapter = has({ title: isText, minutes: isNumber, steps: isListOf(isStep) });
export const isLesson = has({ title: isText, chapters: isListOf(isChapter) });
