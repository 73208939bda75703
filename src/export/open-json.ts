/** What a JSON file of a page holds, read: what it sets, or what is wrong with it. */
import {
  defaultExperiment,
  type Experiment,
  type ExperimentValues,
  experimentWith,
} from '../model/experiment';
import { Problem } from '../model/problem';
import { clipped } from '../model/property';
import { defaultView, viewNames, viewValueOf, viewValues } from '../model/view';
import type { Change } from '../state/change';
import type { Eye } from '../state/page';
import { type Settings, VERSION } from './json';

type Values = Readonly<Record<string, unknown>>;

/** Thrown within this file only. */
class Refused extends Error {}

const refuse = (sentence: string): never => {
  throw new Refused(sentence);
};

const asText = (value: unknown) => clipped(JSON.stringify(value) ?? 'nothing');

function object(value: unknown, what: string): Values {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Values) : refuse(`${what} is ${asText(value)}, not an object.`);
}

const number = (value: unknown, what: string): number =>
  typeof value === 'number' ? value : refuse(`${what} is ${asText(value)}, not a number.`);

function list(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(`${what} is ${asText(value)}, not a list.`);
}

function experiment(value: unknown, what: string): Experiment {
  const read = experimentWith(defaultExperiment, object(value, what));
  return read instanceof Problem ? refuse(`${what}: ${read.sentence}`) : read;
}

function view(value: unknown): Values {
  const given = object(value, 'the view');
  for (const [name, chosen] of Object.entries(given)) {
    const known = viewNames.find((one) => one === name);
    if (!known)
      return refuse(`The view has no “${clipped(name)}”; it has ${viewNames.join(', ')}.`);
    const allowed = Object.keys(viewValues[known]).map((key) => viewValueOf(known, key));
    if (!allowed.some((one) => one === chosen))
      refuse(`${name} ${asText(chosen)} is not one of ${allowed.join(', ')}.`);
  }
  return { ...defaultView, ...given };
}

function eye(value: unknown): Eye {
  const { target, ...rest } = object(value, 'the eye');
  const [x, y, z] = list(target, 'the eye’s target');
  const names = ['yaw', 'pitch', 'distance', 'tangent', 'stretch'] as const;
  const numbers = names.map((name) => [name, number(rest[name], `the eye’s ${name}`)]);
  return {
    target: [number(x, 'target x'), number(y, 'target y'), number(z, 'target z')],
    ...(Object.fromEntries(numbers) as Omit<Eye, 'target'>),
  };
}

/** How each setting is read: a row each, named as in the file. */
const readers = {
  experiment: (value) => ({ a: experiment(value, 'the experiment') as ExperimentValues }),
  compared: (value) => ({ b: experiment(value, 'the compared experiment') }),
  view: (value) => ({ view: view(value) }),
  pins: (value) => ({
    pins: list(value, 'the list of pins').map((one, i) => {
      const pin = object(one, `pin ${i + 1}`);
      const name = String(pin.name ?? `pin ${i + 1}`);
      return { name, experiment: experiment(pin.experiment, `pin “${clipped(name)}”`) };
    }),
  }),
  layers: (value) => {
    const [from, to] = list(value, 'the chart’s zoom');
    return { layers: [number(from, 'the first layer'), number(to, 'the last layer')] as const };
  },
  eye: (value) => ({ eye: eye(value) }),
  selected: (value) => {
    const { layer, of } = object(value, 'the layer that is open');
    return { selected: { layer: number(layer, 'that layer'), of: of === 'b' ? 'b' : 'a' } };
  },
} satisfies Record<keyof Settings, (value: unknown) => Change>;

/** What a page is cleared of where a file says nothing of it. */
const nothing: Change = {
  b: undefined,
  pins: [],
  layers: undefined,
  eye: undefined,
  selected: undefined,
};

function changeIn(content: unknown): Change {
  const { version, page } = object(content, 'the file');
  if (typeof version === 'number' && version > VERSION)
    refuse(
      `It has version ${version}, and this page reads versions up to ${VERSION}. Reload the page to get the newest version.`,
    );
  if (version !== VERSION)
    refuse(`Its version is ${asText(version)}, not a whole number from 1 to ${VERSION}.`);
  const settings = object(page, 'the page');
  if (settings.experiment === undefined) refuse('It sets no experiment.');
  let change = nothing;
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(readers, name))
      return refuse(
        `It has no setting “${clipped(name)}”; there are ${Object.keys(readers).join(', ')}.`,
      );
    change = { ...change, ...readers[name as keyof Settings](value) };
  }
  return change;
}

/**
 * The change that sets a page to what a file of ours says, whatever it was set to before; or a problem,
 * whose sentence names what is wrong. What was measured is not read: it is measured again.
 */
export function settingsIn(content: unknown): Change | Problem {
  try {
    return changeIn(content);
  } catch (error) {
    if (error instanceof Refused) return new Problem(error.message);
    throw error;
  }
}
