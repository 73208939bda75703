/**
 * `npm run --silent parity -- FILE [--seeds K] [--json OUT]`: runs every case of a file shaped like
 * tests/oracle/variance.json on the WebGPU engine with K seeds (4 if not said) and compares with the
 * figures that the file has. A line a case, and last `cases N, figures F, outside G, worst |z| X`.
 * Exits with 1 if more than 0.1 % of the figures are outside, with 2 if it cannot run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer, createServerModuleRunner } from 'vite';
import { launchBrowser } from './browser.mjs';

const ALLOWED_OUTSIDE = 0.001;

const fail = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

function readArguments() {
  const usage = 'npm run --silent parity -- FILE [--seeds K] [--json OUT]';
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { seeds: { type: 'string', default: '4' }, json: { type: 'string' } },
    });
    if (positionals.length !== 1) fail(`One FILE is wanted: ${usage}`);
    if (!/^[1-9]\d{0,3}$/.test(values.seeds))
      fail(`--seeds ${values.seeds} is not a whole number from 1 to 9999.`);
    return { file: positionals[0], seeds: Number(values.seeds), out: values.json };
  } catch (error) {
    return fail(`${error.message}: ${usage}`);
  }
}

function readCases(file) {
  let content;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    fail(`${file} cannot be read: ${error.message}`);
  }
  if (
    !Array.isArray(content?.cases) ||
    !content.cases.every((c) => c && typeof c.case === 'object')
  )
    fail(`${file} has no list “cases” whose every entry has a “case”.`);
  return content.cases;
}

const openServer = () =>
  createServer({
    root: join(import.meta.dirname, '..'),
    logLevel: 'error',
    server: { port: 0, hmr: false },
  });

/** Opens the engine in a browser page: `run` gives one case's figures with one seed. */
async function openEngine(vite) {
  await vite.listen();
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(`${vite.resolvedUrls.local[0]}scripts/parity/index.html`);
  await page.waitForFunction(() => 'parity' in globalThis, null, { timeout: 60_000 });
  return {
    adapter: await page.evaluate(async () => (await globalThis.parity).adapter),
    run: (given, seed) =>
      page.evaluate(
        async ([network, s]) => (await globalThis.parity).run(network, s),
        [given, seed],
      ),
    close: () => browser.close(),
  };
}

async function compare({ file, seeds, out }) {
  const cases = readCases(file);
  const vite = await openServer();
  const modules = createServerModuleRunner(vite.environments.ssr);
  const { distances, OUTSIDE, summarise } = await modules.import('/scripts/parity/summary.ts');
  const { problemOf } = await modules.import('/scripts/parity/run.ts');
  const problem = problemOf(cases.map((c) => c.case));
  if (problem) fail(problem);
  const engine = await openEngine(vite);

  const tally = (zs) => {
    const outside = zs.filter((z) => !(Math.abs(z) <= OUTSIDE)).length;
    const worst = zs.reduce((most, z) => Math.max(most, Math.abs(z)), 0);
    const words = `figures ${zs.length}, outside ${outside}, worst |z| ${worst.toFixed(2)}`;
    return { outside, words };
  };
  const results = [];
  const all = [];
  for (const given of cases) {
    const runs = [];
    for (let seed = 1; seed <= seeds; seed++) runs.push(await engine.run(given.case, seed));
    const layers = summarise(runs);
    const zs = distances(given, layers, seeds);
    results.push({ case: given.case, seeds, layers });
    all.push(...zs);
    const name = given.case.name ?? `case ${results.length}`;
    console.log(`${name}: layers ${layers.length}, ${tally(zs).words}`);
  }
  if (out) {
    const statistic =
      'float64 over float32 tensors, biased variance; each figure is [mean over seeds, standard deviation over seeds]';
    const source = `Initscope on ${engine.adapter}`;
    writeFileSync(out, JSON.stringify({ source, statistic, cases: results }));
  }
  await engine.close();
  await vite.close();
  const { outside, words } = tally(all);
  console.log(`cases ${cases.length}, ${words}`);
  return outside <= ALLOWED_OUTSIDE * all.length;
}

try {
  process.exit((await compare(readArguments())) ? 0 : 1);
} catch (error) {
  fail(error.message);
}
