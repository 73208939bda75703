/**
 * The page as a link’s text, behind “#”, and back. Names are those of lessons. A link says what differs
 * from the default experiment or from what the writer’s machine starts with; what it does not say is as
 * the reader’s machine starts.
 */
import { readDataName } from '../model/data';
import {
  defaultExperiment,
  type Experiment,
  type ExperimentValues,
  experimentWith,
} from '../model/experiment';
import { DIGIT_PIXELS } from '../model/input';
import { MAX_PINS, pinned } from '../model/pins';
import { Problem } from '../model/problem';
import { type PropertyName, properties, propertyNames } from '../model/properties';
import { clipped, type Property } from '../model/property';
import { change, type Limits } from './change';
import { rows } from './link-rows';
import { type Pair, pairsOf, textOf } from './link-text';
import { isAlike, type Page, startingPage } from './page';

/** Version of the links that this page writes. */
const VERSION = 1;
/** The most problems that are listed: nobody reads more at once. */
const MOST_PROBLEMS = 20;
/** The speaker's window opens the same page under this name. */
const PRESENTER = 'presenter';

const row = (name: PropertyName) => properties[name] as unknown as Property<unknown>;
/** B has A's seed. */
const namesOfB = propertyNames.filter((name) => name !== 'seed');
const pinNames = Array.from({ length: MAX_PINS }, (_, i) => `pin${i + 1}`);
const allowedNames: ReadonlySet<string> = new Set([
  ...propertyNames,
  ...namesOfB.map((name) => `b.${name}`),
  ...Object.keys(rows),
  ...pinNames.flatMap((pin) => [pin, ...propertyNames.map((name) => `${pin}.${name}`)]),
  'v',
]);
/** The properties in which an experiment differs from any of the bases. */
const differences = (
  prefix: string,
  experiment: Experiment,
  bases: readonly Experiment[],
): Pair[] =>
  propertyNames
    .filter((name) => bases.some((base) => `${base[name]}` !== `${experiment[name]}`))
    .map((name) => [prefix + name, row(name).format(experiment[name])]);

/** A page as a link’s text without “#”; the default page’s is empty. */
export function formatPage(page: Page, start: Experiment): string {
  const first = startingPage(start);
  const pairs = [
    ...differences('', page.a, [defaultExperiment, start]),
    ...(page.b ? differences('b.', page.b, [page.a]) : []),
    ...page.pins.flatMap(({ name, experiment }, i): Pair[] => [
      [pinNames[i]!, name],
      ...differences(`${pinNames[i]}.`, experiment, [defaultExperiment]),
    ]),
    ...Object.entries(rows)
      .filter(([, { of }]) => !isAlike(of(page), of(first)))
      .map(([name, { of, write }]): Pair => [name, write(of(page))]),
  ];
  // Last, because a chat program may take a full stop behind the link into it.
  return pairs.length > 0 ? textOf([...pairs, ['v', String(VERSION)]]) : '';
}

/** Whether nothing is set: the page is as the machine starts. */
export const isUntouched = (page: Page, start: Experiment): boolean =>
  formatPage(page, start) === formatPage(startingPage(start), start);

type Refuse = (sentence: string) => void;
type Texts = ReadonlyMap<string, string>;
type Changes = Partial<ExperimentValues>;

/** The texts by name: each name once, and only known names. */
function textsOf(pairs: readonly Pair[], refuse: Refuse): Texts {
  const texts = new Map<string, string>();
  for (const [name, text] of pairs) {
    const known = texts.get(name);
    if (!allowedNames.has(name))
      refuse(
        `A link has no “${clipped(name)}”: it names settings such as scheme, depth, camera, b.scheme or pin1.`,
      );
    else if (known === undefined) texts.set(name, text);
    else if (known !== text)
      refuse(`${name} appears twice: “${clipped(known)}” is used, “${clipped(text)}” is ignored.`);
  }
  return texts;
}

function checkVersion(text: string | undefined, refuse: Refuse): void {
  if (text === undefined || text === String(VERSION)) return;
  refuse(
    /^[1-9]\d{0,8}$/.test(text)
      ? `This link has version ${text}, and this page reads versions up to ${VERSION}: what is new in it is ignored. Reload the page to get the newest version.`
      : `v “${clipped(text)}” is not a whole number from 1 to ${VERSION}.`,
  );
}

/** Where an experiment stands in a link, and what its values change. */
interface Place {
  readonly prefix: string;
  /** What sentences call it. */
  readonly whose: string;
  readonly base: Experiment;
  put(page: Page, changes: Changes): Page | Problem;
}

/** The first width that an input has to have. */
const widthOfInput: Readonly<Partial<Record<string, (data: string) => number | undefined>>> = {
  digits: () => DIGIT_PIXELS,
  file: (data) => readDataName(data)?.features,
};

/** The widths where a link names none and the reader's machine starts narrower than the input is. */
const widthsFor = (units: number, { widths: [first, ...others] }: Experiment): number[] => [
  units,
  ...(others.length > 0 ? others : [first!]),
];

function valuesOf(texts: Texts, { prefix, whose, base }: Place, refuse: Refuse) {
  const values: [PropertyName, unknown][] = [];
  for (const name of propertyNames) {
    const text = texts.get(prefix + name);
    const value = text === undefined ? undefined : row(name).parse(text);
    if (value instanceof Problem) refuse(whose + value.sentence);
    else if (value !== undefined) values.push([name, value]);
  }
  const { input, data = base.data, widths } = Object.fromEntries(values);
  const units = widthOfInput[`${input}`]?.(`${data}`);
  if (units !== undefined && widths === undefined && base.widths[0] !== units)
    values.push(['widths', widthsFor(units, base)]);
  return values;
}

/**
 * The page with as many of an experiment’s values as go together: all of them, or else one after
 * another those that can be set, each that cannot with its sentence.
 */
function withValues(page: Page, texts: Texts, place: Place, refuse: Refuse): Page {
  const { whose, put } = place;
  const values = valuesOf(texts, place, refuse);
  const all = put(page, Object.fromEntries(values));
  if (!(all instanceof Problem)) return all;
  let best = page;
  let kept: Changes = {};
  for (let left = values; ; ) {
    const problems: string[] = [];
    const rest = left.filter(([name, value]) => {
      const next = put(page, { ...kept, [name]: value });
      if (next instanceof Problem) return problems.push(next.sentence) > 0;
      best = next;
      kept = { ...kept, [name]: value };
      return false;
    });
    // A later value may have removed what a refused one conflicted with: try those again.
    if (rest.length > 0 && rest.length < left.length) {
      left = rest;
      continue;
    }
    for (const [i, [name, value]] of rest.entries())
      refuse(`${whose}${name} “${clipped(row(name).format(value))}” is ignored. ${problems[i]}`);
    if (values.length === 0) refuse(all.sentence);
    return best;
  }
}

/** Adds B, which is A with what the link says about B. */
function withOther(page: Page, texts: Texts, limits: Limits, refuse: Refuse): Page {
  if (!namesOfB.some((name) => texts.has(`b.${name}`))) return page;
  const place: Place = {
    prefix: 'b.',
    whose: 'B: ',
    base: page.a,
    put(to, changes) {
      const b = experimentWith(page.a, changes);
      return b instanceof Problem ? b : change(to, { b }, limits);
    },
  };
  return withValues(page, texts, place, refuse);
}

function withPins(page: Page, texts: Texts, limits: Limits, refuse: Refuse): Page {
  const asked = pinNames.filter((pin) =>
    [...texts.keys()].some((name) => name === pin || name.startsWith(`${pin}.`)),
  );
  return asked.reduce((before, pin) => {
    const name = texts.get(pin)?.trim() || pin;
    const place: Place = {
      prefix: `${pin}.`,
      whose: `${pin}: `,
      base: defaultExperiment,
      put(to, changes) {
        const experiment = experimentWith(defaultExperiment, changes);
        if (experiment instanceof Problem) return experiment;
        return change(to, { pins: pinned(to.pins, { name, experiment }) }, limits);
      },
    };
    return withValues(before, texts, place, refuse);
  }, page);
}

function withRows(page: Page, texts: Texts, limits: Limits, refuse: Refuse): Page {
  let result = page;
  for (const [name, { of, read, to, allowed }] of Object.entries(rows)) {
    const text = texts.get(name);
    if (text === undefined) continue;
    const no = (part: string) => refuse(`${name} “${clipped(part)}” is not ${allowed(result)}.`);
    const { value, refused } = read(text, result);
    refused.forEach(no);
    if (value === undefined) continue;
    const next = change(result, to(value, result), limits);
    if (next instanceof Problem) refuse(next.sentence);
    // It changed nothing: the value is valid, but not on this page.
    else if (isAlike(of(next), of(result)) && !isAlike(value, of(result))) no(text);
    else result = next;
  }
  return result;
}

export interface ReadLink {
  readonly page: Page;
  /** A sentence for each value that is refused. */
  readonly problems: readonly string[];
}

/**
 * The page that a link’s text says, with or without “#”, on a machine that starts with an experiment.
 * Any text at all is read.
 */
export const parsePage = (text: string, start: Experiment, limits: Limits): ReadLink =>
  parseOnto(startingPage(start), text, limits);

/** As `parsePage`, but what the text does not say stays as on `first`. */
export function parseOnto(first: Page, text: string, limits: Limits): ReadLink {
  const { pairs, tooLong } = pairsOf(text);
  if (pairs.length === 1 && pairs[0]![0] === PRESENTER) return { page: first, problems: [] };
  const problems: string[] = tooLong ? [tooLong] : [];
  let more = 0;
  const refuse: Refuse = (sentence) => {
    if (problems.length < MOST_PROBLEMS) problems.push(sentence);
    else more++;
  };
  const texts = textsOf(pairs, refuse);
  checkVersion(texts.get('v'), refuse);
  const withA = withValues(
    first,
    texts,
    { prefix: '', whose: '', base: first.a, put: (page, a) => change(page, { a }, limits) },
    refuse,
  );
  const withB = withOther(withA, texts, limits, refuse);
  const page = withRows(withPins(withB, texts, limits, refuse), texts, limits, refuse);
  const rest = more > 0 ? [`${more} more parts of the link are ignored.`] : [];
  return { page, problems: [...problems, ...rest] };
}
