import { type ActivationName, activations } from './activations';
import { readDataName } from './data';
import {
  biasKinds,
  branchScales,
  featureKinds,
  inputKinds,
  normKinds,
  pixelKinds,
  shapes,
} from './kinds';
import { type NumberFormatName, numberFormats } from './number-format';
import { choice, flag, integer, property, real } from './property';
import { fanModes, type SchemeName, schemes } from './schemes';
import { faultOfWidths, formatWidths, readWidths } from './width-list';

/** Widest layer, largest batch and greatest depth that an experiment may have. */
export const MAX_WIDTH = 2048;
export const MAX_BATCH = 2048;
export const MAX_DEPTH = 200;

const keys = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as K[];
const isWidth = (x: unknown) => Number.isInteger(x) && Number(x) >= 1 && Number(x) <= MAX_WIDTH;

const widthsAllowed = `a whole number from 1 to ${MAX_WIDTH}, or a list of them separated by commas`;

/** The input's width, then each layer's; the last one repeats down to the depth. */
const widths = property<readonly number[]>(
  {
    label: 'width',
    default: [784],
    allowed: widthsAllowed,
    format: (value) => formatWidths(value, MAX_WIDTH),
    control: { kind: 'slider', min: 1, max: MAX_WIDTH, step: 1 },
  },
  (value) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.length > 0 && list.every(isWidth) ? (list as number[]) : undefined;
  },
  (text) => readWidths(text, MAX_WIDTH),
  (text) => faultOfWidths(text, MAX_WIDTH, widthsAllowed),
);

/** Whose samples the input is: see data.ts. */
const data = property<string>(
  {
    label: 'file',
    default: '',
    allowed: 'a file’s name, shape and fingerprint, as in iris.csv,150x4,0123456789abcdef',
    format: (value) => value,
    control: { kind: 'text' },
  },
  (value) =>
    typeof value === 'string' && (value === '' || readDataName(value)) ? value : undefined,
  (text) => text.trim(),
);

/** Every property of an experiment, in the order a person meets them. */
export const properties = {
  scheme: choice<SchemeName>({ label: 'scheme', default: 'normal', options: keys(schemes) }),
  std: real({ label: 'std', default: 1, min: 0, max: 10 }),
  bound: real({ label: 'bound', default: 1, min: 0, max: 10 }),
  value: real({ label: 'value', default: 0.01, min: -10, max: 10 }),
  sparsity: real({ label: 'sparsity', default: 0.9, min: 0, max: 1 }),
  mode: choice({ label: 'mode', default: 'fan_in', options: fanModes }),
  a: real({ label: 'slope a', default: 0, min: 0, max: 10 }),
  gain: real({ label: 'gain', default: 1, min: 0, max: 10 }),
  bias: choice({ label: 'bias', default: 'zero', options: biasKinds }),
  biasValue: real({ label: 'bias value', default: 0.1, min: -10, max: 10 }),
  biasStd: real({ label: 'bias std', default: 0.5, min: 0, max: 10 }),
  activation: choice<ActivationName>({
    label: 'activation',
    default: 'identity',
    options: keys(activations),
  }),
  slope: real({ label: 'negative slope', default: 0.01, min: -1, max: 2 }),
  depth: integer({ label: 'depth', default: 50, min: 1, max: MAX_DEPTH }),
  shape: choice({ label: 'shape', default: 'constant', options: shapes }),
  widths,
  lastWidth: integer({ label: 'last width', default: 64, min: 1, max: MAX_WIDTH }),
  norm: choice({ label: 'normalisation', default: 'none', options: normKinds }),
  epsilon: real({ label: 'epsilon', default: 1e-5, min: 0, max: 1, typed: true }),
  residual: flag({ label: 'residual', default: false }),
  branch: choice({ label: 'branch scale', default: '1', options: keys(branchScales) }),
  branchScale: real({ label: 'scale', default: 0.1, min: 0, max: 10 }),
  batch: integer({ label: 'batch', default: 256, min: 1, max: MAX_BATCH }),
  input: choice({ label: 'input', default: 'normal', options: inputKinds }),
  inputMean: real({ label: 'input mean', default: 0, min: -100, max: 100, typed: true }),
  inputStd: real({ label: 'input std', default: 1, min: 0, max: 100, typed: true }),
  constant: real({ label: 'constant', default: 1, min: -100, max: 100, typed: true }),
  noise: real({ label: 'noise std', default: 0.1, min: 0, max: 100, typed: true }),
  correlation: real({ label: 'correlation', default: 0.5, min: 0, max: 1 }),
  pixels: choice({ label: 'pixels', default: 'standardised', options: pixelKinds }),
  data,
  features: choice({ label: 'features', default: 'standardised', options: featureKinds }),
  format: choice<NumberFormatName>({
    label: 'number format',
    default: 'float32',
    options: keys(numberFormats),
  }),
  backward: flag({ label: 'backward', default: false }),
  seed: integer({ label: 'seed', default: 1, min: 0, max: 2 ** 32 - 1, typed: true }),
};

export type PropertyName = keyof typeof properties;
export const propertyNames = keys(properties);
