/** What a link says of a page besides its experiments: one row each. */
import { type Speed, speeds } from '../model/playback';
import { toNumber } from '../model/typed-number';
import { type View, viewNames, viewValueOf, viewValues } from '../model/view';
import { type Change, controlNames, deepest, LEAST_LAYERS, latest, partNames } from './change';
import { eyeAllowed, eyeNumbers, eyeOf } from './eye';
import { type Eye, isCompared, type Layers, type Page, type Selected, type Side } from './page';

/** What was read, and the parts of the text that are refused. */
interface Reading<T> {
  readonly value?: T;
  readonly refused: readonly string[];
}

export interface Row<T> {
  of(page: Page): T;
  write(value: T): string;
  read(text: string, page: Page): Reading<T>;
  to(value: T, page: Page): Change;
  /** What is allowed on this page, in words that end a sentence. */
  allowed(page: Page): string;
}

/** A row that is read as a whole. */
const whole = <T>({
  read,
  write = String,
  ...row
}: Omit<Row<T>, 'read' | 'write'> & {
  read(text: string, page: Page): T | undefined;
  write?(value: T): string;
}): Row<T> => ({
  ...row,
  write,
  read(text, page) {
    const value = read(text.trim(), page);
    return value === undefined ? { refused: [text] } : { value, refused: [] };
  },
});

const oneOf = (names: readonly unknown[]) => `one of ${names.join(', ')}`;

/** One of a few values, by the text that it prints as. */
const choice = <T>(
  options: readonly T[],
  row: Pick<Row<T>, 'of' | 'to'> & Partial<Pick<Row<T>, 'allowed'>>,
): Row<T> =>
  whole({
    allowed: () => oneOf(options),
    ...row,
    read: (text) => options.find((option) => String(option) === text),
  });

/** Some of a few names: those that are unknown are refused one by one. */
const list = <T extends string>(
  names: readonly T[],
  row: Pick<Row<readonly T[] | undefined>, 'of' | 'to'>,
): Row<readonly T[] | undefined> => ({
  ...row,
  allowed: () => `${oneOf(names)}, or none`,
  write: (value) => value?.join(',') || 'none',
  read(text) {
    const items = text.split(',').map((item) => item.trim());
    if (items.every((item) => item === '' || item === 'none')) return { value: [], refused: [] };
    const value = names.filter((name) => items.includes(name));
    const refused = items.filter((item) => item && !names.some((name) => name === item));
    return value.length > 0 ? { value, refused } : { refused };
  },
});

/** The values that a field of the view can have, of its own type. */
const valuesOf = (name: keyof View) =>
  Object.keys(viewValues[name]).map((key) => viewValueOf(name, key));

const viewRows = Object.fromEntries(
  viewNames.map((name) => [
    name,
    choice(valuesOf(name), {
      of: ({ view }) => view[name],
      to: (value) => ({ view: { [name]: value } }),
      ...(name === 'both' && {
        allowed: () => 'one of true, false; true needs quantity post',
      }),
    }),
  ]),
) as unknown as Record<keyof View, Row<unknown>>;

/** A whole number of a few digits, as a link writes it. */
const place = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN);
const flags = [true, false];

const pageRows = {
  // From a layer to another, fractions included: “10-20.5”.
  layers: whole<Layers | undefined>({
    of: ({ layers }) => layers,
    write: (layers) => layers!.join('-'),
    read(text) {
      const ends = text.split(/[-–]/).map(toNumber);
      return ends.length === 2 && ends.every(Number.isFinite)
        ? (ends as unknown as Layers)
        : undefined;
    },
    to: (layers) => ({ layers }),
    allowed: (page) =>
      `two layers from 0 to ${deepest(page)} with a hyphen between them, at least ${LEAST_LAYERS} apart`,
  }),
  // A layer that is read closely: “12”, or “b.12” of B.
  layer: whole<Selected | undefined>({
    of: ({ selected }) => selected,
    write: ({ layer, of } = { layer: 0, of: 'a' }) => (of === 'b' ? `b.${layer}` : String(layer)),
    read(text) {
      const of: Side = text.startsWith('b.') ? 'b' : 'a';
      const layer = place(of === 'b' ? text.slice(2) : text);
      return layer >= 0 ? { layer, of } : undefined;
    },
    to: (selected) => ({ selected }),
    allowed: (page) =>
      `a layer from 0 to ${page.a.depth}${
        isCompared(page) ? `, or of B from b.0 to b.${page.b!.depth}` : ''
      }`,
  }),
  eye: whole<Eye | undefined>({
    of: ({ eye }) => eye,
    write: (eye) => eyeNumbers(eye!).join(','),
    read: (text) => eyeOf(text.split(',').map(toNumber)),
    to: (eye) => ({ eye }),
    allowed: () => eyeAllowed,
  }),
  loop: choice(flags, { of: ({ time }) => time.loop, to: (loop) => ({ time: { loop } }) }),
  speed: choice<Speed>(speeds, {
    of: ({ time }) => time.speed,
    to: (speed) => ({ time: { speed } }),
  }),
  playing: choice(flags, {
    of: ({ time }) => time.playing,
    to: (playing) => ({ time: { playing } }),
  }),
  // Behind “playing”: a time that stands is rounded.
  time: whole<number | undefined>({
    of: ({ time }) => time.time,
    read(text, page) {
      const time = toNumber(text);
      return time >= 0 && time <= latest(page) ? time : undefined;
    },
    to: (time) => ({ time: { time } }),
    allowed: (page) => `a number of layers from 0 to ${latest(page)}`,
  }),
  // Chapter and step as people count them: “3.2”.
  step: whole<string | undefined>({
    of: ({ lesson }) => lesson && `${lesson.chapter + 1}.${lesson.step + 1}`,
    read(text) {
      const [chapter, step = 1, ...more] = text.split('.').map(place);
      return chapter! >= 1 && step >= 1 && more.length === 0 ? `${chapter}.${step}` : undefined;
    },
    to(text) {
      const [chapter, step] = text!.split('.').map(Number) as [number, number];
      const lesson = { chapter: chapter - 1, step: step - 1, revealed: false, guess: undefined };
      return { lesson };
    },
    allowed: () => 'a chapter and a step, counted from 1, with a point between them',
  }),
  revealed: choice(flags, {
    of: ({ lesson }) => lesson?.revealed ?? false,
    to: (revealed, { lesson }) => ({ lesson: lesson && { ...lesson, revealed } }),
    allowed: () => 'one of true, false, with a “step”',
  }),
  // The number on a question's line, or an option's index from 0.
  guess: whole<number | undefined>({
    of: ({ lesson }) => lesson?.guess,
    read(text) {
      const guess = toNumber(text);
      return Number.isFinite(guess) ? guess : undefined;
    },
    to: (guess, { lesson }) => ({ lesson: lesson && { ...lesson, guess } }),
    allowed: () => 'a number, with a “step”',
  }),
  hide: list(partNames, {
    of: ({ hidden }) => hidden,
    to: (hidden) => ({ hidden: hidden ?? [] }),
  }),
  controls: list(controlNames, {
    of: ({ controls }) => controls,
    to: (controls) => ({ controls }),
  }),
};

/** In the order in which they are written and read: a later one may need an earlier one. */
export const rows = { ...viewRows, ...pageRows } as unknown as Readonly<
  Record<string, Row<unknown>>
>;
