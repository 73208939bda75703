/** An experiment and its progress in words. */
import { readDataName } from '../model/data';
import type { Experiment } from '../model/experiment';
import { layerName, readable } from '../model/format';
import type { Quantity } from '../model/histogram';
import { layerShapes } from '../model/layer-shapes';
import { layerAt } from '../model/playback';
import type { LayerReport } from '../model/report';
import { schemeOf } from '../model/schemes';
import { layerWidths } from '../model/width-list';

/** Standard deviation of the first layer’s weights: “std = 0.0357”. */
export const stdInWords = (experiment: Experiment): string =>
  schemeOf(experiment.scheme).dataDependent
    ? 'std from the data'
    : `std = ${readable(layerShapes(experiment)[0]!.std)}`;

/** How weights are drawn: “1.5 · N(0, 1 / fan_in), std = 0.0536”, of layer 1 where layers differ. */
export function weightsInWords(experiment: Experiment): string {
  const { formula, parameters, dataDependent } = schemeOf(experiment.scheme);
  const { gain } = experiment;
  const scaled =
    parameters.includes('gain') && gain !== 1 ? `${readable(gain)} · ${formula}` : formula;
  if (dataDependent) return scaled;
  const differ = new Set(layerShapes(experiment).map(({ std }) => std)).size > 1;
  return `${scaled}, ${stdInWords(experiment)}${differ ? ' in layer 1' : ''}`;
}

/** “784”, “784 → 64”, “784 → 512 → … → 10”. */
function widthsInWords(experiment: Experiment): string {
  const { shape, depth } = experiment;
  const widths = layerWidths(experiment);
  const [first, last] = [widths[0]!, widths.at(-1)!];
  if (widths.every((width) => width === first)) return String(first);
  if (shape === 'hourglass') return [first, widths[Math.round(depth / 2)], last].join(' → ');
  if (shape !== 'list') return `${first} → ${last}`;
  // The last width of a list repeats: once is enough.
  const listed = widths.slice(0, experiment.widths.length);
  return (listed.length > 4 ? [...listed.slice(0, 2), '…', last] : listed).join(' → ');
}

const biasInWords: Record<Experiment['bias'], (e: Experiment) => string | undefined> = {
  zero: () => undefined,
  constant: ({ biasValue }) => `bias ${readable(biasValue)}`,
  normal: ({ biasStd }) => `bias N(0, ${readable(biasStd)}²)`,
};

const norms: Record<Experiment['norm'], string | undefined> = {
  none: undefined,
  layer: 'layer norm',
  batch: 'batch norm',
  rms: 'RMS norm',
};

const ofMeanAndStd = ({ inputMean: mean, inputStd: std }: Experiment) =>
  mean === 0 && std === 1 ? '' : `mean ${readable(mean)}, std ${readable(std)}`;
const inParentheses = (text: string) => (text ? ` (${text})` : '');

const inputs: Record<Experiment['input'], (e: Experiment) => string | undefined> = {
  normal: (e) => (ofMeanAndStd(e) ? `normal input${inParentheses(ofMeanAndStd(e))}` : undefined),
  uniform: (e) => `uniform input${inParentheses(ofMeanAndStd(e))}`,
  constant: ({ constant, noise }) =>
    noise === 0
      ? `constant input ${readable(constant)}`
      : `input ${readable(constant)} + N(0, ${readable(noise)}²)`,
  digits: ({ pixels }) => `${pixels} digits`,
  file: ({ features, data }) => `${features} ${readDataName(data)!.file}`,
  correlated: (e) =>
    `input correlation ${readable(e.correlation)}${inParentheses(ofMeanAndStd(e))}`,
};

/** What residual branches are multiplied by, as it was chosen. */
export const branchInWords = ({ branch, branchScale }: Experiment) =>
  `branch × ${branch === 'typed' ? readable(branchScale) : branch}`;

const residualInWords = (experiment: Experiment) => {
  if (!experiment.residual) return undefined;
  return experiment.branch === '1' ? 'residual' : `residual, ${branchInWords(experiment)}`;
};

const plural = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** The experiment in one line: “50 layers, 784 wide, normal weights (std = 1), relu, 256 samples”. */
export function experimentInWords(experiment: Experiment): string {
  const { depth, scheme, bias, activation, norm, input, format, batch } = experiment;
  return [
    plural(depth, 'layer'),
    `${widthsInWords(experiment)} wide`,
    `${scheme} weights (${stdInWords(experiment)})`,
    schemeOf(scheme).ownBias ? undefined : biasInWords[bias](experiment),
    norms[norm],
    activation === 'identity' ? 'no activation' : activation,
    residualInWords(experiment),
    inputs[input](experiment),
    format === 'float32' ? undefined : format,
    plural(batch, 'sample'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** A run's name where there is little room: “normal, identity”, “kaiming_normal, relu, float16”. */
export const nameInWords = ({ scheme, activation, norm, residual, format }: Experiment): string =>
  [
    scheme,
    activation,
    norms[norm],
    residual ? 'residual' : undefined,
    format === 'float32' ? undefined : format,
  ]
    .filter(Boolean)
    .join(', ');

/** Where a pass is at a time: “layer 12 of 50”, “input”. */
export function passInWords(time: number, depth: number, quantity: Quantity): string {
  return layerName(layerAt(time, depth, quantity), depth);
}

/** How far a run has come: “layer 12 of 50”, then “backward: layer 12 of 50”. */
export function progressInWords(reports: readonly LayerReport[], { depth }: Experiment): string {
  const reached = reports.find(({ gradPost }) => gradPost);
  if (!reached) return `layer ${Math.max(0, reports.length - 1)} of ${depth}`;
  return `backward: ${layerName(reached.layer, depth)}`;
}
