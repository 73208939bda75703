/**
 * `npm run check:pytorch [-- --python PATH] [--plant]`: runs “Copy as PyTorch” of every preset and of
 * 200 random experiments in PyTorch, with 8 seeds each, and compares every layer's printed log10
 * variance with the CPU engine's. What lies more than 4 standard errors away is looked at again with
 * 32 other seeds, and must then lie within. Exits with 1 if it does not, or if a wrong fan, which is
 * planted at the end, is not seen; with 2 if there is no PyTorch. `--plant` plants it everywhere.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createServer, createServerModuleRunner } from 'vite';

const RANDOM = 200;
/** Seeds at first, and from which on how many for a second look. */
const [FIRST, SECOND] = [
  { from: 1, count: 8 },
  { from: 1001, count: 32 },
];

const fail = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { python: { type: 'string' }, plant: { type: 'boolean' }, only: { type: 'string' } },
    });
    return values;
  } catch (error) {
    return fail(
      `${error.message}: npm run check:pytorch -- [--python PATH] [--only TEXT] [--plant]`,
    );
  }
}

/** A Python that has PyTorch: the one asked for, the first in the path, or Debian's. */
function pythonWithTorch(asked) {
  const candidates = asked ? [asked] : ['python3', '/usr/bin/python3'];
  const found = candidates.find(
    (python) => spawnSync(python, ['-c', 'import numpy, torch']).status === 0,
  );
  return (
    found ??
    fail(
      `${candidates.join(' and ')} cannot import torch and numpy: install Debian's packages python3-torch and python3-numpy, or name a Python that has them with --python.`,
    )
  );
}

/** One Python process that answers scripts in their order. */
function startPython(python, digits) {
  const child = spawn(python, [join(import.meta.dirname, 'pytorch/run.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()(JSON.parse(line)));
  child.on('exit', (code) => code && fail(`${python} ended with ${code}.`));
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

const options = readArguments();
const python = pythonWithTorch(options.python);
const vite = await createServer({
  root: join(import.meta.dirname, '..'),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false },
});
const modules = createServerModuleRunner(vite.environments.ssr);
const { compare, digits, experiments, planted } = await modules.import(
  '/scripts/pytorch/compare.ts',
);
const torch = startPython(python, await digits());
const all = experiments(RANDOM).filter(({ name }) => !options.only || name.includes(options.only));

let [scripts, figures, first, second] = [0, 0, 0, 0];
const wrong = [];
for (const named of all) {
  const plant = options.plant ? planted : undefined;
  const look = await compare(named, FIRST, torch.run, plant);
  scripts += FIRST.count;
  figures += look.figures;
  first += look.outside.length;
  for (const error of look.errors) wrong.push(`${named.name}: ${error}`);
  if (look.outside.length === 0) continue;
  const again = await compare(named, SECOND, torch.run, plant);
  scripts += SECOND.count;
  second += again.outside.length;
  if (again.outside.length > 0) wrong.push(`${named.name}: ${again.words}\n  ${again.link}`);
}
for (const line of wrong) console.error(line);
console.log(
  `experiments ${all.length}, scripts ${scripts}, figures ${figures}, outside ${first} at first, ${second} with more seeds`,
);
torch.end();
await vite.close();
process.exit(wrong.length > 0 ? 1 : 0);
