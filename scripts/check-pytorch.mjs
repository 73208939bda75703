/**
 * `npm run check:pytorch -- [--python PATH] [--only TEXT] [--plant]`: runs “Copy as PyTorch” of every
 * preset, kept small, and of 200 random experiments in PyTorch, and compares every layer's printed
 * log10 variance, forward and backward, with the CPU engine's, over 8 seeds each. By chance alone
 * 0.13 % of the figures would lie beyond 4 standard errors (Student's t with 14 degrees of freedom);
 * an experiment that has one is looked at again with 32 other seeds, where chance has 0.02 %, and must
 * lie within. Variances that rounding makes by itself are none (pytorch/figures.ts derives how large
 * those are), and experiments that only rounding decides are left out (pytorch/experiments.ts).
 * At the end a wrong fan is planted, which must not. The same is done with the scripts in
 * JAX and Keras, in stand-ins on PyTorch where they are not installed.
 *
 * Exits with 1 if a figure is outside twice, if a script fails or quotes a figure that was not
 * measured, or if the planted fan is not seen; with 2 if there is no PyTorch. `--plant` plants it in
 * every script, `--only` takes the experiments whose name has TEXT.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createServer, createServerModuleRunner } from 'vite';

const RANDOM = 200;
const PLANTED_IN = 'Tapering, fan_in';
const FIRST = { from: 1, count: 8 };
const SECOND = { from: 1001, count: 32 };
/** Share of figures beyond 4 standard errors by chance, at first. */
const CHANCE = 0.0013;

const fail = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

function readArguments() {
  const options = {
    python: { type: 'string' },
    only: { type: 'string', default: '' },
    plant: { type: 'boolean' },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(
      `${error.message}: npm run check:pytorch -- [--python PATH] [--only TEXT] [--plant]`,
    );
  }
}

/** A Python that has PyTorch: the one asked for, the first in the path, or Debian's. */
function pythonWithTorch(asked) {
  // Scripts run in another folder.
  const absolute = asked?.includes('/') ? resolve(asked) : asked;
  const candidates = absolute ? [absolute] : ['python3', '/usr/bin/python3'];
  const hasTorch = (python) => spawnSync(python, ['-c', 'import numpy, torch']).status === 0;
  return (
    candidates.find(hasTorch) ??
    fail(
      `${candidates.join(' and ')} cannot import torch and numpy: install Debian’s packages python3-torch and python3-numpy, or name a Python that has them with --python.`,
    )
  );
}

/** One Python process that runs scripts of a kind, in their order and in a folder. */
function startPython(python, kind, digits, cwd) {
  const child = spawn(python, ['-B', join(import.meta.dirname, 'pytorch/run.py'), kind], {
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [(told) => console.log(`${kind}: ${told}`)];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()(JSON.parse(line)));
  child.on('exit', (code) => waiting.length > 0 && fail(`${python} ended with ${code}.`));
  const send = (value) => child.stdin.write(`${JSON.stringify(value)}\n`);
  send(Buffer.from(digits).toString('base64'));
  return {
    run: (script) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        send(script);
      }),
    end: () => child.stdin.end(),
  };
}

async function check({ python, only, plant }) {
  const path = pythonWithTorch(python);
  const vite = await createServer({
    root: join(import.meta.dirname, '..'),
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
  });
  const modules = createServerModuleRunner(vite.environments.ssr);
  const { compare, digits, experiments, file, kinds, measure, planted } = await modules.import(
    '/scripts/pytorch/compare.ts',
  );
  const folder = await mkdtemp(join(tmpdir(), 'check-pytorch-'));
  await writeFile(join(folder, file.name), file.text);
  const pythons = Object.fromEntries(
    await Promise.all(
      kinds.map(async (kind) => [kind, startPython(path, kind, await digits(), folder)]),
    ),
  );
  const all = experiments(RANDOM);
  const chosen = all.filter(({ name }) => name.includes(only));
  const tallies = Object.fromEntries(
    kinds.map((kind) => [kind, { scripts: 0, figures: 0, first: 0, again: 0, wrong: 0 }]),
  );
  const tell = (kind, name, sentence) => {
    tallies[kind].wrong++;
    console.error(`${kind}, ${name}: ${sentence}`);
  };

  for (const [i, { name, experiment }] of chosen.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${i + 1} of ${chosen.length} `);
    const given = await measure(experiment, FIRST);
    const change = plant ? planted : undefined;
    // Measured at most once more, for all kinds.
    let more;
    for (const [kind, result] of await Promise.all(
      kinds.map(async (kind) => [kind, await compare(kind, given, pythons[kind].run, change)]),
    )) {
      const tally = tallies[kind];
      tally.scripts += given.length;
      tally.figures += result.figures;
      tally.first += result.outside;
      for (const error of result.errors) tell(kind, name, error);
      if (result.outside === 0) continue;
      more ??= await measure(experiment, SECOND);
      const second = await compare(kind, more, pythons[kind].run, change);
      tally.scripts += more.length;
      tally.again += second.outside;
      if (second.outside > 0) tell(kind, name, `${second.words}\n  ${second.link}`);
    }
  }

  const { experiment } = all.find(({ name }) => name === PLANTED_IN);
  const given = await measure(experiment, FIRST);
  for (const kind of kinds) {
    const { outside, figures } = await compare(kind, given, pythons[kind].run, planted);
    if (outside === 0) tell(kind, PLANTED_IN, 'a wrong fan was planted and not seen.');
    else console.log(`${kind}: a planted fan moves ${outside} of ${figures} figures`);
    const { scripts, figures: count, first, again, wrong } = tallies[kind];
    const expected = (CHANCE * count).toFixed(0);
    console.log(
      `${kind}: experiments ${chosen.length}, scripts ${scripts}, figures ${count}, outside ${first} at first (by chance ${expected}), ${again} with more seeds, faults ${wrong}`,
    );
    pythons[kind].end();
  }
  await vite.close();
  await rm(folder, { recursive: true });
  return Object.values(tallies).every(({ wrong }) => wrong === 0);
}

try {
  process.exit((await check(readArguments())) ? 0 : 1);
} catch (error) {
  fail(error.message);
}
