/** Any page at all, as the lab could have come to it. */
import fc from 'fast-check';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { DIGIT_PIXELS } from '../../src/model/input';
import { Problem } from '../../src/model/problem';
import { MAX_WIDTH, properties, propertyNames } from '../../src/model/properties';
import { type View, viewNames, viewValues } from '../../src/model/view';
import { type Change, change, controlNames, type Limits, partNames } from '../../src/state/change';
import { type Eye, type Page, startingPage } from '../../src/state/page';
import { iris, MISSING, otherIris } from './data-writing';
import { made } from './making';

/** What a machine starts with: with a GPU, with a slow one, without. */
export const starts = {
  gpu: defaultExperiment,
  slow: made({ batch: 32 }),
  cpu: made({ widths: [64], batch: 64 }),
} as const;

export const roomy: Limits = { buffer: Number.MAX_SAFE_INTEGER, total: Number.MAX_SAFE_INTEGER };
/** Enough for every start, and not for the largest experiments. */
export const tight: Limits = { buffer: 4 * 2 ** 20, total: 32 * 2 ** 20 };

const width = fc.integer({ min: 1, max: MAX_WIDTH });
const widths = fc.oneof(
  { weight: 8, arbitrary: fc.array(width, { minLength: 1, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(width, { minLength: 1, maxLength: 60 }) },
);

const real = (min: number, max: number) =>
  fc.oneof(
    fc.integer({ min: Math.ceil(min), max: Math.floor(max) }),
    fc.double({ min, max, noNaN: true }).map((x) => x + 0),
  );

/** Any allowed value of a property. */
function anyOf(name: (typeof propertyNames)[number]): fc.Arbitrary<unknown> {
  if (name === 'widths') return widths;
  const { control } = properties[name];
  if (control.kind === 'choice') return fc.constantFrom(...control.options);
  if (control.kind === 'flag') return fc.boolean();
  if (control.kind === 'text') return fc.constantFrom('', iris.name, otherIris.name, MISSING);
  const { min, max, step } = control;
  return step ? fc.integer({ min, max }) : real(min, max);
}

/** What an input needs besides: its data, and their width. */
export function forInput(values: Record<string, unknown>): Record<string, unknown> {
  const {
    input,
    data,
    widths: list = [1],
  } = values as {
    input?: string;
    data?: string;
    widths?: number[];
  };
  const own = data === otherIris.name ? otherIris : iris;
  if (input === 'file')
    return { ...values, data: own.name, widths: [own.features, ...list.slice(1)] };
  return input === 'digits' ? { ...values, widths: [DIGIT_PIXELS, ...list.slice(1)] } : values;
}

/** Changes to a few properties, such that digits and files have their width. */
export const changes = fc
  .array(
    fc.oneof(...propertyNames.map((name) => anyOf(name).map((value) => [name, value] as const))),
    { maxLength: 8 },
  )
  .map((entries) => forInput(Object.fromEntries(entries)));

/** With as much of the changes as goes. */
export function changed(base: Experiment, next: Record<string, unknown>): Experiment {
  const result = experimentWith(base, next);
  return result instanceof Problem ? base : result;
}

export const views = fc.record(
  Object.fromEntries(
    viewNames.map((name) => [
      name,
      fc.constantFrom(
        ...Object.keys(viewValues[name]).map((key) => {
          if (name === 'both') return key === 'true';
          return name === 'seeds' ? Number(key) : key;
        }),
      ),
    ]),
  ),
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<Partial<View>>;

const length = (min: number, max: number) => fc.double({ min, max, noNaN: true });
export const eyes: fc.Arbitrary<Eye> = fc.record({
  target: fc.tuple(length(-99, 99), length(-99, 99), length(-99, 99)),
  yaw: length(-Math.PI, Math.PI),
  pitch: length(-1.57, 1.57),
  distance: length(0.5, 5000),
  tangent: length(0.004, 0.3),
  stretch: length(0.125, 8),
});

export const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  fc.constantFrom(
    'He & co.',
    'ReLU + 50 %',
    '1/√2 = 0.7',
    'half \ud800',
    '__proto__',
    'x'.repeat(250),
  ),
);

/** What a person does, in any order and any number: some of it is refused. */
type Step = (page: Page) => Change;
const always = <T>(arbitrary: fc.Arbitrary<T>, step: (value: T, page: Page) => Change) =>
  arbitrary.map(
    (value): Step =>
      (page) =>
        step(value, page),
  );
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
const share = length(0, 1);

export const steps: fc.Arbitrary<Step> = fc.oneof(
  always(changes, (a) => ({ a })),
  always(changes, (b, { a }) => ({ b: changed(a, b) })),
  always(views, (view) => ({ view })),
  always(fc.tuple(names, changes), ([name, next], { pins }) => ({
    pins: [...pins, { name, experiment: changed(defaultExperiment, next) }],
  })),
  always(maybe(fc.tuple(share, share)), (ends, { a }) => ({
    layers: ends && ([ends[0] * a.depth, a.depth * ends[1]].sort((x, y) => x - y) as never),
  })),
  always(maybe(eyes), (eye) => ({ eye })),
  always(maybe(fc.tuple(fc.nat(200), fc.constantFrom('a', 'b'))), (found) => ({
    selected: found && { layer: found[0], of: found[1] },
  })),
  always(
    fc.record(
      {
        time: maybe(length(0, 60)),
        playing: fc.boolean(),
        speed: fc.constantFrom(0.5, 1, 2, 4),
        loop: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    (time) => ({ time: time as Change['time'] }) as Change,
  ),
  always(
    maybe(
      fc.record({
        chapter: fc.nat(20),
        step: fc.nat(9),
        revealed: fc.boolean(),
        guess: maybe(real(-1e6, 1e6)),
      }),
    ),
    (lesson) => ({ lesson }),
  ),
  always(fc.subarray([...partNames]), (hidden) => ({ hidden })),
  always(maybe(fc.subarray([...controlNames])), (controls) => ({ controls })),
);

/** The page after some steps, those that are refused left out. */
export function after(page: Page, list: readonly Step[], limits: Limits): Page {
  return list.reduce((before, step) => {
    const next = change(before, step(before), limits);
    return next instanceof Problem ? before : next;
  }, page);
}

export const startNames = Object.keys(starts) as (keyof typeof starts)[];

/** Any page, and what its machine starts with. */
export const pages: fc.Arbitrary<{ page: Page; start: Experiment }> = fc
  .tuple(fc.constantFrom(...startNames), fc.array(steps, { maxLength: 12 }))
  .map(([name, list]) => ({
    page: after(startingPage(starts[name]), list, roomy),
    start: starts[name],
  }));
