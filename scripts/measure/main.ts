/** `npm run measure`, from its arguments to its exit code. */
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WriteStream } from 'node:tty';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { Engine } from '../../src/engine/engine';
import { deviceOf, onDeviceError } from '../../src/engine/webgpu/device';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { kinds } from '../../src/export/kinds';
import {
  columns,
  type Measurement,
  ofShard,
  plannedRuns,
  toCsv,
  toJson,
  VERSION,
  valuesOf,
} from '../../src/export/measurement';
import { merged, readMeasurement } from '../../src/export/read-measurement';
import { Problem } from '../../src/model/problem';
import { experimentInWords } from '../../src/ui/words';
import { type Asked, argumentsOf, usage } from './arguments';
import { type Given, givenBy } from './experiment';
import { createProgress } from './progress';
import { runAll, unfit } from './run';
import { idle, outcome, table } from './summary';
import { sweepOf } from './sweep';

/** Exit codes. */
const [DONE, FAILED, REFUSED] = [0, 1, 2];
const MOST_RUNS = 2000;

export interface Host {
  readonly args: readonly string[];
  readonly version: string;
  /** WebGPU's adapter; a sentence where its bindings are missing; undefined where there is none. */
  readonly adapter: GPUAdapter | string | undefined;
  print(text: string): void;
  readonly errors: Pick<WriteStream, 'write' | 'columns' | 'isTTY'>;
}

type Measuring = Extract<Asked, { kind: 'measure' }>;

interface Plan extends Given {
  readonly measurement: Measurement;
}

/** A file that can be written to, for what may take hours must not end without one. */
function outProblem(out: string | undefined): Problem | undefined {
  try {
    if (out !== undefined) accessSync(dirname(out), constants.W_OK);
  } catch {
    return new Problem(`--out ${out} cannot be written: there is no such folder to write in.`);
  }
}

const write = (out: string, measurement: Measurement) =>
  writeFileSync(out, out.toLowerCase().endsWith('.csv') ? toCsv(measurement) : toJson(measurement));

function mergeFiles({ files, out }: Extract<Asked, { kind: 'merge' }>): Problem | undefined {
  const parts = [];
  for (const name of files) {
    let content: unknown;
    try {
      content = JSON.parse(readFileSync(name, 'utf8'));
    } catch (error) {
      return new Problem(`${name} cannot be read: ${(error as Error).message}`);
    }
    const measurement = readMeasurement(content, name);
    if (measurement instanceof Problem) return measurement;
    parts.push({ name, measurement });
  }
  const whole = merged(parts);
  if (whole instanceof Problem) return whole;
  write(out, whole);
}

/** Everything that is to be measured, but for its runs. */
function planOf(asked: Measuring, initscope: string): Plan | Problem {
  const given = givenBy(asked.experiment);
  if (given instanceof Problem) return given;
  const { experiment, view } = given;
  const sweep = asked.sweep === undefined ? undefined : sweepOf(asked.sweep, experiment);
  if (sweep instanceof Problem) return sweep;
  const seeds = asked.seeds ?? view.seeds;
  if (sweep?.name === 'seed' && seeds > 1)
    return new Problem('A sweep of the seed has its seeds already: leave --seeds out.');
  const total = (sweep?.values.length ?? 1) * seeds;
  if (total > MOST_RUNS)
    return new Problem(`That would be ${total} runs; at most ${MOST_RUNS} are made at once.`);
  const measurement: Measurement = {
    kind: sweep ? kinds.sweep : kinds.one,
    version: VERSION,
    initscope,
    experiment: valuesOf(experiment),
    seeds,
    ...(sweep && { sweep }),
    ...(asked.shard && { shard: asked.shard }),
    columns,
    runs: [],
  };
  return { ...given, measurement };
}

/** What computes, and a word about it. */
async function engineFor({ cpu }: Measuring, { adapter, errors }: Host): Promise<Engine | Problem> {
  const say = (sentence: string) => errors.write(`${sentence}\n`);
  if (cpu) {
    say('The CPU computes.');
    return createCpuEngine();
  }
  if (typeof adapter === 'string') return new Problem(adapter);
  if (!adapter) {
    say('There is no WebGPU adapter here: the CPU computes.');
    return createCpuEngine();
  }
  const device = await deviceOf(adapter);
  onDeviceError(device, ({ sentence }) => say(sentence));
  const engine = await createWebGpuEngine(device);
  say(`${engine.name} computes.`);
  return engine;
}

async function measureAll(asked: Measuring, host: Host): Promise<number> {
  const refuse = ({ sentence }: Problem) => {
    host.errors.write(`${sentence}\n`);
    return REFUSED;
  };
  const plan = planOf(asked, host.version);
  if (plan instanceof Problem) return refuse(plan);
  const { measurement, experiment, view, remark } = plan;
  const { sweep, shard } = measurement;
  const folder = outProblem(asked.out);
  if (folder) return refuse(folder);
  const engine = await engineFor(asked, host);
  if (engine instanceof Problem) return refuse(engine);
  const all = plannedRuns(measurement);
  const tooLarge = unfit(engine, all);
  if (tooLarge) return refuse(tooLarge);
  const remarks = [remark, sweep && idle(sweep.name, experiment)].filter(
    (one) => one !== undefined,
  );
  for (const one of remarks) host.errors.write(`${one}\n`);

  const runs = shard ? ofShard(all, shard) : all;
  const progress = createProgress(host.errors);
  const summary: string[] = [];
  try {
    const measured = await runAll(engine, runs, view, progress, (run, reports) => {
      const { seed, format } = run.experiment;
      const words = outcome(reports, view.quantity, { ...engine, format });
      const place = [
        sweep && `${sweep.name} ${run.value}`,
        sweep?.name !== 'seed' && `seed ${seed}`,
      ];
      if (all.length === 1)
        summary.push(`${experimentInWords(experiment)}\n${words}\n`, table(reports, view.quantity));
      else summary.push(`${place.filter(Boolean).join(', ')}: ${words}\n`);
    }).finally(progress.end);
    if (asked.out) write(asked.out, { ...measurement, runs: measured });
    else host.print(summary.join(''));
    return DONE;
  } finally {
    engine.dispose();
  }
}

async function act(host: Host): Promise<number> {
  const asked = argumentsOf(host.args);
  if (!(asked instanceof Problem) && asked.kind === 'measure') return measureAll(asked, host);
  if (!(asked instanceof Problem) && asked.kind === 'help') {
    host.print(`${usage}\n`);
    return DONE;
  }
  const problem = asked instanceof Problem ? asked : (outProblem(asked.out) ?? mergeFiles(asked));
  if (!problem) return DONE;
  host.errors.write(`${problem.sentence}\n`);
  return REFUSED;
}

/** Does what the arguments ask for and returns the exit code: 0, 1 a run failed, 2 it is wrong. */
export const main = (host: Host): Promise<number> =>
  act(host).catch((error: Error) => {
    host.errors.write(`The measurement failed: ${error.message}\n`);
    return FAILED;
  });
