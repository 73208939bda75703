/**
 * `npm run bench`: ours beside jax-js and TensorFlow.js on the same adapter in the same process,
 * in Chromium and in Node, and the longest main-thread task while the page streams a run; then the
 * picture's frames beside a plain InstancedMesh, and how many frames a change takes to be seen.
 * `npm run bench -- node` measures in Node only, `chromium` and `scene` likewise.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, createServerModuleRunner } from 'vite';
import { launchBrowser } from '../scripts/browser.mjs';
import { runEnds } from '../scripts/waiting.mjs';
import { frameTimes, latency } from './frames.mjs';
import { vulkanEnvironment } from './vulkan.mjs';

const here = import.meta.dirname;
const results = join(here, 'results');

function print(where, { adapter, comparisons }) {
  console.log(`\n${where}, ${adapter}`);
  for (const { batch, width, depth, timings, ratio } of comparisons) {
    console.log(`  ${batch} × ${width} × ${depth} layers`);
    for (const { name, medianMs, minMs, does } of timings)
      console.log(
        `    ${name.padEnd(12)} median ${medianMs.toFixed(1).padStart(8)} ms, least ${minMs.toFixed(1).padStart(8)} ms  (${does})`,
      );
    console.log(`    ours / faster peer: ${ratio.toFixed(2)}`);
  }
}

function keep(where, result) {
  mkdirSync(results, { recursive: true });
  const name = `${where} ${result.adapter}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  writeFileSync(join(results, `${name.slice(0, 60)}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** A server of the page, or of what stands in this folder and imports from the page's. */
const serve = (folder) =>
  createServer({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    server: { port: 0, hmr: false, fs: { allow: [join(here, '..')] } },
  });

/** Node again, where Dawn finds Vulkan: its loader is searched for when the process starts. */
async function inNode() {
  const env = { ...process.env, ...(await vulkanEnvironment()) };
  const { status } = spawnSync(process.execPath, [import.meta.filename, DAWN], {
    env,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 2;
}

async function onDawn() {
  const { create, globals } = await import('webgpu');
  // What create returns must stay referenced, or it is collected and the device dies.
  const gpu = create([]);
  Object.assign(globalThis, globals, { initscopeGpu: gpu });
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' } });
  const vite = await serve(here);
  const runner = createServerModuleRunner(vite.environments.ssr);
  const { run } = await runner.import('/run.ts');
  const result = await run();
  print('Node', result);
  keep('node', result);
  await vite.close();
}

/** Longest task on the page's main thread: before its first run, during it, and during a second. */
async function longestTasks(page, url) {
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    globalThis.runs = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        globalThis.longTasks.push({ start: startTime, end: startTime + duration });
    }).observe({ type: 'longtask', buffered: true });
    new MutationObserver(() => {
      const run = document.querySelector('.lab')?.dataset.run;
      if (run === 'running' && globalThis.runs.at(-1)?.end !== Infinity)
        globalThis.runs.push({ start: performance.now(), end: Infinity });
      if (run === 'done') globalThis.runs.at(-1).end = performance.now();
    }).observe(document, { attributeFilter: ['data-run'], subtree: true });
  });
  await page.goto(url);
  await runEnds(page);
  await page.getByRole('button', { name: /new seed/i }).click();
  await page.waitForFunction(() => document.querySelector('.lab')?.dataset.run === 'running');
  await runEnds(page);
  const { longTasks, runs } = await page.evaluate(() => ({ longTasks, runs }));
  const longest = (from, to) =>
    Math.max(
      0,
      ...longTasks.filter((t) => t.end > from && t.start < to).map((t) => t.end - t.start),
    );
  return {
    starting: longest(0, runs[0].start),
    firstRun: longest(runs[0].start, runs[0].end),
    secondRun: longest(runs[1].start, runs[1].end),
  };
}

/** A browser, and the addresses of this folder and of the page. */
async function browsing() {
  const servers = [await serve(here), await serve(join(here, '..'))];
  for (const vite of servers) await vite.listen();
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    for (const vite of servers) await vite.close();
  };
  const [url, page] = servers.map(({ resolvedUrls }) => resolvedUrls.local[0]);
  return { browser, url, page, close };
}

async function ofScene() {
  const { browser, url, page, close } = await browsing();
  const { adapter, frames } = await frameTimes(browser, url);
  console.log(`\nScene in Chromium, ${adapter}`);
  for (const { layers, bars, frame, timings, ratio } of frames) {
    console.log(`  ${layers} layers, ${bars} bars, ${frame}`);
    for (const { name, medianMs, minMs } of timings)
      console.log(
        `    ${name.padEnd(22)} median ${medianMs.toFixed(1).padStart(7)} ms a frame, least ${minMs.toFixed(1).padStart(7)} ms`,
      );
    console.log(`    ours / baseline: ${ratio.toFixed(2)}`);
  }
  const seen = await latency(browser, page);
  const middle = (values) => values[Math.floor(values.length / 2)];
  console.log(
    `  from a change to its first layer drawn: ${middle(seen.frames)} frames, at most ${seen.frames.at(-1)}, beyond those in which the GPU works (${middle(seen.waits)})`,
  );
  keep('scene', { adapter, frames, latency: seen });
  await close();
}

async function inBrowser() {
  const { browser, url, page, close } = await browsing();
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => console.error(error.message));
  await tab.goto(url);
  await tab.waitForFunction(() => 'bench' in globalThis, null, { timeout: 60_000 });
  const result = await tab.evaluate(() => globalThis.bench);
  print('Chromium', result);
  const app = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const tasks = await longestTasks(app, page);
  const [starting, first, second] = Object.values(tasks).map((ms) => `${ms.toFixed(0)} ms`);
  console.log(
    `  longest main-thread task (0 where none is above 50 ms): ${starting} while the page starts, ${first} while its first run streams, ${second} while the second does`,
  );
  keep('chromium', { ...result, longestTaskMs: tasks });
  await close();
}

const places = { chromium: inBrowser, node: inNode, scene: ofScene };
const DAWN = '--dawn';

const fail = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => name !== DAWN && !Object.hasOwn(places, name));
if (unknown.length > 0)
  fail(
    `There is no ${unknown.join(', ')} to measure; there are ${Object.keys(places).join(', ')}.`,
  );
if (!existsSync(join(here, 'node_modules')))
  fail('The benchmark’s own packages are missing: run `npm run bench:install` first.');
try {
  if (chosen.includes(DAWN)) await onDawn();
  else
    for (const [name, measure] of Object.entries(places))
      if (chosen.length === 0 || chosen.includes(name)) await measure();
} catch (error) {
  fail(error.message);
}
process.exit();
