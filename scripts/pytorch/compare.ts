/** Runs one experiment here and in PyTorch, and compares. */
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { loadDigits } from '../../src/engine/digits';
import { scripts } from '../../src/export/scripts/scripts';
import { rangesFor } from '../../src/model/axis';
import { defaultExperiment, type Experiment, formatExperiment } from '../../src/model/experiment';
import type { LayerReport } from '../../src/model/report';
import { type Named, presets, randomExperiments } from './experiments';
import { distance, type Figures, figuresOf, OUTSIDE, read } from './figures';

export const digits = loadDigits;
export const experiments = (random: number) => [...presets(), ...randomExperiments(random)];

/** A script with a fault, to see that it is caught: the other fan. */
export const planted = (script: string) =>
  script.includes("mode='fan_out'")
    ? script.replace(", mode='fan_out'", '')
    : script.replace(/(kaiming_\w+\(layer\.weight)/, "$1, mode='fan_out'");

type Run = (script: string) => Promise<{ out?: string; error?: string }>;

const engine = createCpuEngine();

async function reportsOf(experiment: Experiment): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  const ranges = rangesFor('linear', [experiment]);
  for await (const report of engine.run(experiment, { ranges })) reports[report.layer] = report;
  return reports;
}

/** Where a script was given other figures of ours than were measured, to the five digits it has. */
const misquoted = (ours: Figures, given: Figures) =>
  [...ours].filter(([key, value]) => {
    const quoted = given.get(key) ?? Number.POSITIVE_INFINITY;
    return !Object.is(quoted, value) && !(Math.abs(quoted - value) < 5e-5);
  });

/** What is not as at first, as a link has it. */
const linkOf = (experiment: Experiment) => {
  const start = new Map(formatExperiment(defaultExperiment));
  return formatExperiment(experiment)
    .filter(([name, text]) => start.get(name) !== text)
    .map(([name, text]) => `${name}=${text.replaceAll(' ', '')}`)
    .join('&');
};

export async function compare(
  { experiment }: Named,
  { from, count }: { from: number; count: number },
  run: Run,
  change: (script: string) => string = (script) => script,
) {
  const seeds = Array.from({ length: count }, (_, i) => from + i);
  const ours: Figures[] = [];
  const answers = [];
  for (const seed of seeds) {
    const seeded = { ...experiment, seed };
    const reports = await reportsOf(seeded);
    ours.push(figuresOf(reports));
    answers.push(run(change(scripts.pytorch.write(seeded, reports))));
  }
  const theirs: Figures[] = [];
  const errors = new Set<string>();
  for (const [i, { out, error }] of (await Promise.all(answers)).entries()) {
    if (error) errors.add(error);
    const { own, given } = read(out ?? '');
    theirs.push(own);
    for (const [key] of error ? [] : misquoted(ours[i]!, given))
      errors.add(`the script has another ${key} than was measured`);
  }
  const distances = [...ours[0]!.keys()].map((key) => {
    const [a, b] = [ours, theirs].map((side) => side.map((f) => f.get(key) ?? Number.NaN));
    return { key, z: distance(a!, b!), a: a!, b: b! };
  });
  const outside = errors.size > 0 ? [] : distances.filter(({ z }) => z > OUTSIDE);
  const mean = (x: number[]) => (x.reduce((p, q) => p + q, 0) / x.length).toFixed(4);
  const words = outside.map(({ key, z, a, b }) => `${key} ${mean(a)} ${mean(b)} z ${z.toFixed(1)}`);
  return {
    figures: distances.length,
    outside,
    errors: [...errors],
    words: words.join('; '),
    link: linkOf(experiment),
  };
}
