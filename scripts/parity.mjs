/**
 * `npm run --silent parity -- FILE [--seeds K] [--json OUT]`: runs every case of a file shaped like
 * tests/oracle/variance.json on the WebGPU engine with K seeds (4 if not said) and compares with the
 * figures that the file has. A line a case, and last `cases N, figures F, outside G, worst |z| X`.
 * Exits with 1 if more than 0.1 % of the figures are outside, with 2 if it cannot run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer, createServerModuleRunner } from 'vite';
import { browserArgs, findBrowser } from './browser.mjs';

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

const { file, seeds, out } = readArguments();
const cases = readCases(file);

const vite = await createServer({
  root: join(import.meta.dirname, '..'),
  logLevel: 'error',
  server: { port: 0, hmr: false },
  optimizeDeps: { include: ['webgpu-utils'] },
});
await vite.listen();
const runner = createServerModuleRunner(vite.environments.ssr);
const { distances, OUTSIDE, summarise } = await runner.import('/scripts/parity/summary.ts');
const { problemOf } = await runner.import('/scripts/parity/run.ts');
const problem = problemOf(cases.map((c) => c.case));
if (problem) fail(problem);

const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
const page = await browser.newPage();
await page.goto(`${vite.resolvedUrls.local[0]}scripts/parity/index.html`);
await page.waitForFunction(() => 'parity' in globalThis, null, { timeout: 60_000 });

const results = [];
const all = [];
const largest = (zs) => zs.reduce((most, z) => Math.max(most, Math.abs(z)), 0);
for (const given of cases) {
  const runs = [];
  for (let seed = 1; seed <= seeds; seed++)
    runs.push(
      await page.evaluate(
        async ([networkCase, s]) => (await globalThis.parity).run(networkCase, s),
        [given.case, seed],
      ),
    );
  const layers = summarise(runs);
  const zs = distances(given, layers, seeds);
  const outside = zs.filter((z) => Math.abs(z) > OUTSIDE).length;
  results.push({ case: given.case, seeds, layers });
  all.push(...zs);
  console.log(
    `${given.case.name ?? `case ${results.length}`}: layers ${layers.length}, figures ${zs.length}, outside ${outside}, worst |z| ${largest(zs).toFixed(2)}`,
  );
}

const adapter = await page.evaluate(async () => (await globalThis.parity).adapter);
if (out) {
  const statistic =
    'float64 over float32 tensors, biased variance; each figure is [mean over seeds, standard deviation over seeds]';
  writeFileSync(
    out,
    JSON.stringify({ source: `Initscope on ${adapter}`, statistic, cases: results }),
  );
}
const outside = all.filter((z) => Math.abs(z) > OUTSIDE).length;
await browser.close();
await vite.close();
console.log(
  `cases ${cases.length}, figures ${all.length}, outside ${outside}, worst |z| ${largest(all).toFixed(2)}`,
);
process.exit(outside > ALLOWED_OUTSIDE * all.length ? 1 : 0);
