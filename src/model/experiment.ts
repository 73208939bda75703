import { faultOfData } from './data';
import { DIGIT_PIXELS } from './input';
import { Problem } from './problem';
import { type PropertyName, properties, propertyNames } from './properties';
import type { Property } from './property';

type Value<P> = P extends Property<infer T> ? T : never;
export type ExperimentValues = {
  readonly [K in PropertyName]: Value<(typeof properties)[K]>;
};

declare const valid: unique symbol;
/** Everything that decides what is computed. Made only by the functions below, so always valid. */
export type Experiment = ExperimentValues & { readonly [valid]: true };

const isName = (name: string): name is PropertyName => Object.hasOwn(properties, name);

const unknown = (name: string) =>
  new Problem(`There is no property “${name}”; there are ${propertyNames.join(', ')}.`);

/** Rules about several properties together, each valid by itself: a problem where one is broken. */
const together: readonly ((e: ExperimentValues) => string | undefined)[] = [
  ({ widths, depth }) =>
    widths.length > depth + 1
      ? `${widths.length} widths are too many for depth ${depth}: at most ${depth + 1} are allowed, the input's and one per layer.`
      : undefined,
  ({ input, widths }) =>
    input === 'digits' && widths[0] !== DIGIT_PIXELS
      ? `Handwritten digits have ${DIGIT_PIXELS} pixels: the input's width must be ${DIGIT_PIXELS}, not ${widths[0]}.`
      : undefined,
  ({ input, data, widths }) => (input === 'file' ? faultOfData(data, widths[0]!) : undefined),
];

/** `base` with `changes`, or the first thing that is wrong with them. */
export function experimentWith(
  base: ExperimentValues,
  changes: { readonly [name: string]: unknown },
): Experiment | Problem {
  const values: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    if (!isName(name)) return unknown(name);
    const checked = properties[name].check(value);
    if (checked instanceof Problem) return checked;
    values[name] = checked;
  }
  const experiment = values as unknown as Experiment;
  const problem = together.map((check) => check(experiment)).find(Boolean);
  return problem ? new Problem(problem) : Object.freeze(experiment);
}

/** Whether two experiments compute the same. */
export const isSame = (a: ExperimentValues, b: ExperimentValues): boolean =>
  a === b || propertyNames.every((name) => `${a[name]}` === `${b[name]}`);

const defaults = Object.fromEntries(
  propertyNames.map((name) => [name, properties[name].default]),
) as unknown as ExperimentValues;

/** The article's start: 50 linear layers, 784 wide, weights from N(0, 1). */
export const defaultExperiment = experimentWith(defaults, {}) as Experiment;

/** Reads texts by property name; names that are absent keep the default. */
export function parseExperiment(texts: Iterable<readonly [string, string]>): Experiment | Problem {
  const changes: Record<string, unknown> = {};
  for (const [name, text] of texts) {
    if (!isName(name)) return unknown(name);
    const value = properties[name].parse(text);
    if (value instanceof Problem) return value;
    changes[name] = value;
  }
  return experimentWith(defaultExperiment, changes);
}

/** Every property as text, in the table's order; `parseExperiment` reads it back. */
export const formatExperiment = (experiment: Experiment): [PropertyName, string][] =>
  propertyNames.map((name) => {
    const row = properties[name] as Property<unknown>;
    return [name, row.format(experiment[name])];
  });
