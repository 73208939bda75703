/** Runs an experiment here and as a script in Python, and compares. */
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { loadDigits } from '../../src/engine/digits';
import { type ScriptName, scripts } from '../../src/export/scripts/scripts';
import { rangesFor } from '../../src/model/axis';
import { defaultExperiment, type Experiment, formatExperiment } from '../../src/model/experiment';
import type { LayerReport } from '../../src/model/report';
import { file, type Named, presets, randomExperiments } from './experiments';
import { distance, type Figures, figuresOf, misquoted, OUTSIDE, read, roundingOf } from './figures';

export const digits = loadDigits;
export { file };
export const kinds = Object.keys(scripts) as ScriptName[];
export const experiments = (random: number): Named[] => [
  ...presets(),
  ...randomExperiments(random),
];

/** A script with a fault, to see that it is caught: the other fan, in any kind's words. */
export const planted = (script: string): string => {
  if (script.includes(", mode='fan_out'")) return script.replace(", mode='fan_out'", '');
  return script
    .replace(/(kaiming_\w+\(layer\.weight)/, "$1, mode='fan_out'")
    .replace(/, 'fan_(in|out)',/, (_, fan) => `, 'fan_${fan === 'in' ? 'out' : 'in'}',`);
};

/** What one seed's run has measured. */
export interface Run {
  readonly experiment: Experiment;
  readonly reports: readonly LayerReport[];
}

const engine = createCpuEngine();

/** Runs an experiment with each of the seeds. */
export async function measure(
  experiment: Experiment,
  { from, count }: { from: number; count: number },
): Promise<Run[]> {
  const runs: Run[] = [];
  const ranges = rangesFor('linear', [experiment]);
  for (let seed = from; seed < from + count; seed++) {
    const seeded = { ...experiment, seed };
    const reports: LayerReport[] = [];
    for await (const report of engine.run(seeded, { ranges })) reports[report.layer] = report;
    runs.push({ experiment: seeded, reports });
  }
  return runs;
}

/** What is not as at first, as a link has it. */
function linkOf(experiment: Experiment): string {
  const start = new Map(formatExperiment(defaultExperiment));
  return formatExperiment(experiment)
    .filter(([name, text]) => name !== 'seed' && start.get(name) !== text)
    .map(([name, text]) => `${name}=${text.replaceAll(' ', '')}`)
    .join('&');
}

type Answer = { readonly out: string } | { readonly error: string };

/** Runs the experiment's script with each seed, `change`d if so; all that is beyond `OUTSIDE`. */
export async function compare(
  kind: ScriptName,
  runs: readonly Run[],
  run: (script: string) => Promise<Answer>,
  change = (script: string) => script,
) {
  const answers = await Promise.all(
    runs.map(({ experiment, reports }) => run(change(scripts[kind].write(experiment, reports)))),
  );
  const errors = new Set<string>();
  const ours = runs.map(({ reports }) => figuresOf(reports));
  const theirs = answers.map((answer, i): Figures => {
    if ('error' in answer) {
      errors.add(answer.error);
      return new Map();
    }
    const { own, given } = read(answer.out);
    for (const key of misquoted(ours[i]!, given)) errors.add(`another ${key} than was measured.`);
    return own;
  });
  const rounding = runs.map(({ experiment, reports }) => roundingOf(experiment, reports));
  const keys = [...ours[0]!.keys()];
  const sides = keys.map((key) => {
    const [a, b] = [ours, theirs].map((side) => side.map((all) => all.get(key) ?? Number.NaN));
    const most = Math.max(...rounding.map((all) => all.get(key)!).filter((x) => !Number.isNaN(x)));
    return { key, a: a!, b: b!, z: distance(a!, b!, most) };
  });
  const outside = errors.size > 0 ? [] : sides.filter(({ z }) => !(z <= OUTSIDE));
  const text = (values: readonly number[]) =>
    (values.reduce((sum, x) => sum + x, 0) / values.length).toFixed(4);
  return {
    figures: keys.length,
    outside: outside.length,
    errors: [...errors],
    words: outside
      .map(({ key, a, b, z }) => `${key}: ${text(a)} here, ${text(b)} there, z ${z.toFixed(1)}`)
      .join('; '),
    link: linkOf(runs[0]!.experiment),
  };
}
