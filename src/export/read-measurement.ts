/** Measurements that come from files: checked, and a sharded one put together. */
import { defaultExperiment, experimentWith } from '../model/experiment';
import { Problem } from '../model/problem';
import { type PropertyName, propertyNames } from '../model/properties';
import { measured } from './kinds';
import { type MeasuredRun, type Measurement, plannedRuns, VERSION } from './measurement';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;

/** Whether a file's content says that it is a measurement. */
export const isMeasurement = (content: unknown): boolean =>
  isObject(content) && measured.some((kind) => kind === content.kind);

const needed = ['layer', 'quantity', 'log10Variance', 'finite'];

const isRow = (row: unknown, length: number) =>
  Array.isArray(row) &&
  row.length === length &&
  row.every((x) => x === null || typeof x === 'number' || typeof x === 'string');

const isRun = (run: unknown, length: number): boolean =>
  isObject(run) &&
  typeof run.engine === 'string' &&
  typeof run.seed === 'number' &&
  Array.isArray(run.rows) &&
  run.rows.every((row) => isRow(row, length));

function sweepProblem({ sweep }: Fields, experiment: Fields): string | undefined {
  if (sweep === undefined) return undefined;
  if (!isObject(sweep) || !Array.isArray(sweep.values) || sweep.values.length === 0)
    return 'its sweep has no list of values';
  if (!propertyNames.includes(sweep.name as PropertyName))
    return `its sweep is of “${sweep.name}”, which is no property`;
  for (const value of sweep.values) {
    const one = experimentWith(defaultExperiment, { ...experiment, [String(sweep.name)]: value });
    if (one instanceof Problem) return one.sentence.replace(/\.$/, '');
  }
}

function shardProblem({ shard }: Fields): string | undefined {
  if (shard === undefined) return undefined;
  const [part, of] = Array.isArray(shard) && shard.length === 2 ? shard : [];
  return isCount(part) && isCount(of) && part <= of ? undefined : 'its shard is not [part, of]';
}

/** How many of `total` runs a shard has. */
const shareOf = (total: number, [part, of]: readonly [number, number]) =>
  Math.max(0, Math.ceil((total - part + 1) / of));

/** What is wrong with a file's content, as the end of a sentence. */
function faultOf(content: unknown): string | undefined {
  if (!isObject(content) || !isMeasurement(content)) return 'it is no measurement of Initscope';
  if (content.version !== VERSION)
    return `it has version ${content.version}, and version ${VERSION} is read here`;
  const { experiment, seeds, columns, runs } = content;
  if (!isObject(experiment)) return 'it has no experiment';
  const read = experimentWith(defaultExperiment, experiment);
  if (read instanceof Problem) return read.sentence.replace(/\.$/, '');
  if (!isCount(seeds)) return 'its seeds are no count';
  const early = sweepProblem(content, experiment) ?? shardProblem(content);
  if (early) return early;
  if (!Array.isArray(columns) || needed.some((name) => !columns.includes(name)))
    return `its columns are not all there: ${needed.join(', ')} are needed`;
  if (!Array.isArray(runs) || !runs.every((run) => isRun(run, columns.length)))
    return 'a run of it is not as its columns say';
  const { sweep, shard = [1, 1] } = content as unknown as Measurement;
  const share = shareOf((sweep?.values.length ?? 1) * seeds, shard);
  return runs.length === share ? undefined : `it has ${runs.length} runs instead of ${share}`;
}

/** A file's content as a measurement, or what is wrong with it. `name` is the file's. */
export function readMeasurement(content: unknown, name: string): Measurement | Problem {
  const fault = faultOf(content);
  return fault ? new Problem(`${name} cannot be read: ${fault}.`) : (content as Measurement);
}

const asked = ({ shard, runs, ...rest }: Measurement) => JSON.stringify([rest, shard?.[1]]);

/** The whole of a sharded measurement, as it would be in one piece; `parts` in any order. */
export function merged(
  parts: readonly { readonly name: string; readonly measurement: Measurement }[],
): Measurement | Problem {
  const [first] = parts;
  if (!first?.measurement.shard)
    return new Problem(`${first?.name ?? 'Nothing'} is no shard: there is nothing to merge.`);
  const { shard, ...whole } = first.measurement;
  const of = shard[1];
  const byPart = new Map<number, { name: string; runs: readonly MeasuredRun[] }>();
  for (const { name, measurement } of parts) {
    if (asked(measurement) !== asked(first.measurement))
      return new Problem(`${name} and ${first.name} are parts of different measurements.`);
    const part = measurement.shard![0];
    const other = byPart.get(part);
    if (other) return new Problem(`${other.name} and ${name} are both part ${part} of ${of}.`);
    byPart.set(part, { name, runs: measurement.runs });
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((part) => !byPart.has(part));
  if (missing.length > 0)
    return new Problem(
      `Of ${of} parts ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
    );
  const runs = plannedRuns(whole).map(
    (_, i) => byPart.get((i % of) + 1)!.runs[Math.floor(i / of)]!,
  );
  return { ...whole, runs };
}
