import type { ActivationName } from '../../src/model/activations';
import {
  defaultExperiment,
  type Experiment,
  type ExperimentValues,
  experimentWith,
} from '../../src/model/experiment';
import { Problem } from '../../src/model/problem';
import { properties } from '../../src/model/properties';
import { type SchemeName, schemeOf, schemes } from '../../src/model/schemes';

/** One network of a file shaped like `variance.json`. */
export type Case = Readonly<Record<string, unknown>>;

type Changes = Partial<Record<keyof ExperimentValues, unknown>>;
type Reader = (value: unknown) => Changes | Problem;

const as =
  (name: keyof ExperimentValues): Reader =>
  (value) => ({ [name]: value });

/** `leaky_relu(0.2)` names a slope; PyTorch's own is 0.01. */
function activation(value: unknown): Changes {
  const [, name, slope] = /^(\w+)\((.+)\)$/.exec(String(value)) ?? [];
  const base = name as ActivationName;
  return base === 'leaky_relu' ? { activation: base, slope: Number(slope) } : { activation: value };
}

function widths(value: unknown): Changes | Problem {
  if (!Array.isArray(value) || value.length < 2)
    return new Problem(
      `widths ${JSON.stringify(value)} is not a list of the input's width and every layer's.`,
    );
  return { widths: value, shape: 'list', depth: value.length - 1 };
}

/** What every case may say, beside its scheme's parameters, and what it means here. */
const fields: Readonly<Record<string, Reader>> = {
  name: () => ({}),
  scheme: as('scheme'),
  activation,
  widths,
  batch: as('batch'),
  bias_std: (value) => ({ bias: value === 0 ? 'zero' : 'normal', biasStd: value }),
  norm: as('norm'),
  residual: as('residual'),
  backward: as('backward'),
  input_std: as('inputStd'),
  input_mean: as('inputMean'),
};

const required = ['scheme', 'activation', 'widths', 'batch'];

const quoted = (names: readonly string[]) => names.join(', ');

/**
 * The experiment that a case describes, by the conventions of tests/oracle/README.md, or the first
 * thing that is wrong with it, by name.
 */
export function experimentOf(given: Case): Experiment | Problem {
  const { scheme } = given;
  if (typeof scheme !== 'string' || !Object.hasOwn(schemes, scheme)) {
    const checked = properties.scheme.check(scheme);
    return checked instanceof Problem ? checked : new Problem('There is no scheme.');
  }
  const parameters: readonly string[] = schemeOf(scheme as SchemeName).parameters;
  const allowed = [...Object.keys(fields), ...parameters];
  // PyTorch's figures are of networks with a backward pass, unless a case says otherwise.
  let changes: Changes = { backward: true };
  for (const name of required)
    if (given[name] === undefined || given[name] === null)
      return new Problem(`The field “${name}” is missing.`);
  for (const [name, value] of Object.entries(given)) {
    if (!allowed.includes(name))
      return new Problem(
        `There is no field “${name}” for the scheme ${scheme}; there are ${quoted(allowed)}.`,
      );
    // JSON has no better way to say that there is none.
    if (value === null) continue;
    const read = Object.hasOwn(fields, name) ? fields[name]!(value) : { [name]: value };
    if (read instanceof Problem) return read;
    changes = { ...changes, ...read };
  }
  return experimentWith(defaultExperiment, changes);
}
