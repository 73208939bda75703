/** What a page may say to a lab that it drives: a schema for each kind of message, and no more. */
import * as v from 'valibot';
import { type FigureName, figureNames } from '../model/figures';
import { type Quantity, quantities } from '../model/histogram';
import { speeds } from '../model/playback';
import { Problem } from '../model/problem';
import { clipped } from '../model/property';
import { type View, viewNames, viewValueOf, viewValues } from '../model/view';
import { MARK, VERSION } from './version';

/** The most characters of a link, and of an id. */
const [LONGEST_LINK, LONGEST_ID] = [2 ** 16, 200];
/** From the narrowest picture that shows something to a screen of 4K. */
const [NARROWEST, WIDEST] = [16, 3840];

/** A value as a sentence names it. */
function named(value: unknown): string {
  if (typeof value === 'string') return `“${clipped(value)}”`;
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}

/** Says of any issue what is allowed, in words that end a sentence. */
const not = (allowed: string) => (issue: v.BaseIssue<unknown>) =>
  `is ${named(issue.input)}, and not ${allowed}.`;

const oneOf = <const T extends string | number>(options: readonly T[]) =>
  v.picklist(options, not(`one of ${options.join(', ')}`));
const some = <T extends string>(names: readonly T[]) =>
  v.pipe(
    v.array(oneOf(names), not(`a list of ${names.join(', ')}`)),
    v.nonEmpty('is an empty list: leave it out for all of them.'),
  );
const flag = v.boolean(not('true or false'));
const text = (longest: number) =>
  v.pipe(v.string(not('a text')), v.maxLength(longest, `is longer than ${longest} characters.`));
const number = (least: number, most: number) => {
  const words = not(`a number from ${least} to ${most}`);
  return v.pipe(v.number(words), v.minValue(least, words), v.maxValue(most, words));
};

/** Properties by name. The experiment checks them itself, as it does for everybody. */
const experiment = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  not('an object with properties of an experiment'),
);

const view = v.strictObject(
  Object.fromEntries(
    viewNames.map((name) => [
      name,
      v.optional(
        oneOf(Object.keys(viewValues[name]).map((key) => viewValueOf(name, key)) as string[]),
      ),
    ]),
  ) as unknown as { [K in keyof View]: v.OptionalSchema<v.GenericSchema<View[K]>, undefined> },
);

/** What every message has. */
const head = {
  [MARK]: v.literal(VERSION),
  id: v.optional(
    v.union(
      [text(LONGEST_ID), v.number()],
      not(`a number, or a text of at most ${LONGEST_ID} characters`),
    ),
  ),
};

const kinds = {
  hello: v.strictObject({ ...head, kind: v.literal('hello') }),
  set: v.pipe(
    v.strictObject({
      ...head,
      kind: v.literal('set'),
      link: v.optional(text(LONGEST_LINK)),
      experiment: v.optional(experiment),
    }),
    v.check(
      ({ link, experiment }) => (link === undefined) !== (experiment === undefined),
      'needs a “link” or an “experiment”, and not both.',
    ),
  ),
  change: v.strictObject({
    ...head,
    kind: v.literal('change'),
    experiment: v.optional(experiment),
    view: v.optional(view),
  }),
  run: v.strictObject({
    ...head,
    kind: v.literal('run'),
    experiment: v.optional(experiment),
    figures: v.optional(some<FigureName>(figureNames)),
    quantities: v.optional(some<Quantity>(quantities)),
  }),
  step: v.strictObject({ ...head, kind: v.literal('step'), by: v.optional(oneOf([1, -1]), 1) }),
  play: v.strictObject({
    ...head,
    kind: v.literal('play'),
    playing: v.optional(flag),
    time: v.optional(number(0, 1e6)),
    speed: v.optional(oneOf(speeds)),
    loop: v.optional(flag),
  }),
  subscribe: v.strictObject({
    ...head,
    kind: v.literal('subscribe'),
    figures: v.optional(some<FigureName>(figureNames)),
    quantities: v.optional(some<Quantity>(quantities)),
  }),
  unsubscribe: v.strictObject({ ...head, kind: v.literal('unsubscribe') }),
  picture: v.strictObject({
    ...head,
    kind: v.literal('picture'),
    width: v.optional(number(NARROWEST, WIDEST), 1920),
  }),
} as const;

export type Kind = keyof typeof kinds;
export type Message<K extends Kind = Kind> = v.InferOutput<(typeof kinds)[K]>;
export const kindNames = Object.keys(kinds) as readonly Kind[];

const isKind = (kind: unknown): kind is Kind =>
  typeof kind === 'string' && Object.hasOwn(kinds, kind);

/** “view.camera”, where something is wrong in a message; undefined: with all of it. */
const placeOf = (issue: v.BaseIssue<unknown>) =>
  v.getDotPath(issue as v.BaseIssue<never>) ?? undefined;

/** What is wrong with a message of a kind, and what it may say. */
function sentenceOf(kind: Kind, issue: v.BaseIssue<unknown>): string {
  const place = placeOf(issue);
  const whose = `A “${kind}” message`;
  if (place === undefined) return `${whose} ${issue.message}`;
  if (issue.expected !== 'never') return `${whose}’s “${place}” ${issue.message}`;
  // Strict: a name that is misspelt must not pass for one that is left out.
  const allowed = place.includes('.')
    ? viewNames
    : Object.keys(entriesOf(kind)).filter((n) => n !== MARK);
  return `${whose} has no “${clipped(place)}”; there are ${allowed.join(', ')}.`;
}

function entriesOf(kind: Kind): object {
  return kinds[kind].entries;
}

/** A message of this version that is marked as ours, or the first thing that is wrong with it. */
export function read(data: Readonly<Record<string, unknown>>): Message | Problem {
  const { kind } = data;
  if (!isKind(kind))
    return new Problem(
      `There is no message of the kind ${named(kind)}; there are ${kindNames.join(', ')}.`,
    );
  const result = v.safeParse(kinds[kind], data, { abortEarly: true });
  return result.success ? result.output : new Problem(sentenceOf(kind, result.issues[0]));
}
