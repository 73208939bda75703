/**
 * What `npm test` runs, stage by stage, to the end even when one fails; what failed is named again at the end,
 * and the last line is `N passed, N failed`. `npm test -- unit gpu` runs only those stages. The system's own
 * Vulkan drivers are hidden where that can be done: the tests need none, and this shows it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBare } from './bare.mjs';
import { adapterName, bringsAdapter, browserChoice } from './browser.mjs';
import { holesInImportRule } from './import-rule.mjs';
import { outcomeOf } from './vitest-report.mjs';

const root = join(import.meta.dirname, '..');
const isWindows = process.platform === 'win32';
const bin = (name) => join(root, 'node_modules', '.bin', name);
const run = (command, args, options = {}) =>
  // Windows runs what npm has installed through its shell only.
  spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: isWindows, ...options });

/** One command is one test. */
const command = (name, args) => () =>
  run(bin(name), args).status === 0
    ? { passed: 1, failures: [] }
    : { passed: 0, failures: [[name, ...args].join(' ')] };

/** Several stages as one. */
const all =
  (...parts) =>
  () =>
    parts
      .map((part) => part())
      .reduce((a, b) => ({
        passed: a.passed + b.passed,
        failures: [...a.failures, ...b.failures],
      }));

/** The import rule, shown to refuse what it should and nothing else. */
function importRule() {
  const holes = holesInImportRule(root, run, bin);
  return { passed: holes.length === 0 ? 1 : 0, failures: holes };
}

/** The tests of a Vitest project. */
const vitest = (project) => () => {
  const folder = mkdtempSync(join(tmpdir(), 'initscope-'));
  const report = join(folder, 'report.json');
  const { status } = run(bin('vitest'), [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ]);
  let parsed;
  try {
    parsed = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    // It ended before it had written all of it.
  } finally {
    rmSync(folder, { recursive: true });
  }
  return outcomeOf(project, parsed, status, root);
};

/** A stage that needs an adapter: without one it fails at once, and says so. */
const onAdapter = (stage) => () => {
  if (adapter) return stage();
  return { passed: 0, failures: [noAdapter] };
};

const stages = {
  types: all(
    command('tsc', ['--noEmit']),
    command('tsc', ['--noEmit', '-p', 'tsconfig.worker.json']),
  ),
  lint: command('biome', ['check', '--error-on-warnings', '.']),
  imports: importRule,
  unit: vitest('unit'),
  gpu: onAdapter(vitest('gpu')),
  app: onAdapter(vitest('app')),
};
const WITH_ADAPTER = ['gpu', 'app'];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(stages, name));
if (unknown.length > 0) {
  console.error(
    `There is no stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`,
  );
  process.exit(2);
}
const chosen = names.length > 0 ? names : Object.keys(stages);

let adapter;
let noAdapter = '';
if (chosen.some((name) => WITH_ADAPTER.includes(name))) {
  try {
    // Before drivers are hidden: what it may install must stay.
    const { executablePath } = (await browserChoice()).options;
    if (executablePath) process.env.CHROME_PATH = executablePath;
    if (bringsAdapter && !process.env.INITSCOPE_BARE) {
      process.env.INITSCOPE_BARE = 'true';
      const status = runBare(process.execPath, [import.meta.filename, ...names]);
      if (status !== undefined) process.exit(status);
      process.env.INITSCOPE_BARE = 'false';
    }
    adapter = await adapterName();
    const hidden =
      process.env.INITSCOPE_BARE === 'true' ? '; the system’s Vulkan drivers are hidden' : '';
    console.log(`adapter: ${adapter}${hidden}\n`);
  } catch (error) {
    noAdapter = error.message;
  }
}

let passed = 0;
const failures = [];
for (const name of chosen) {
  const started = Date.now();
  const outcome = stages[name]();
  passed += outcome.passed;
  failures.push(...outcome.failures);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `${name}: ${outcome.passed} passed, ${outcome.failures.length} failed (${seconds} s)\n`,
  );
}
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
