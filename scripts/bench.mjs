/**
 * `npm run bench`: ours beside jax-js and TensorFlow.js on the same adapter in the same process,
 * in Chromium and in Node, and the longest main-thread task while the page streams a run.
 * `node scripts/bench.mjs node` measures in Node only.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { createServer, createServerModuleRunner } from 'vite';
import { browserArgs, findBrowser } from './browser.mjs';

const root = join(import.meta.dirname, '..');
const results = join(root, 'bench', 'results');
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

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

const server = () =>
  createServer({
    root,
    logLevel: 'warn',
    server: { port: 0, hmr: false },
    optimizeDeps: { include: ['@jax-js/jax', '@tensorflow/tfjs-core', 'webgpu-utils'] },
  });

async function inNode() {
  if (!process.env.VK_ICD_FILENAMES && !process.env.INITSCOPE_ADAPTER && existsSync(SWIFTSHADER))
    process.env.VK_ICD_FILENAMES = SWIFTSHADER;
  const { create, globals } = await import('webgpu');
  // What create returns must stay referenced, or it is collected and the device dies.
  const gpu = create([]);
  Object.assign(globalThis, globals, { initscopeGpu: gpu });
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' } });
  const vite = await server();
  const runner = createServerModuleRunner(vite.environments.ssr);
  const { run } = await runner.import('/bench/run.ts');
  const result = await run();
  print('Node', result);
  keep('node', result);
  await vite.close();
}

/** Longest task on the page's main thread while it streams its first run. */
async function longestTask(page, url) {
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        globalThis.longTasks.push({ startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  const isDone = () => document.documentElement.dataset.run === 'done';
  await page.waitForFunction(isDone, null, { timeout: 300_000 });
  // The first run warms up pipelines and layout; the second is what a user meets all the time.
  const started = await page.evaluate(() => performance.now());
  await page.getByRole('button', { name: /new seed/i }).click();
  await page.waitForFunction(() => document.documentElement.dataset.run === 'running');
  await page.waitForFunction(isDone, null, { timeout: 300_000 });
  const tasks = (await page.evaluate(() => globalThis.longTasks)).map((t) => ({
    ...t,
    first: t.startTime < started,
  }));
  const longest = (first) =>
    Math.max(0, ...tasks.filter((t) => t.first === first).map((t) => t.duration));
  return { whileStarting: longest(true), whileStreaming: longest(false) };
}

async function inBrowser() {
  const vite = await server();
  await vite.listen();
  const url = vite.resolvedUrls.local[0];
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(`${url}bench/index.html`);
  await page.waitForFunction(() => 'bench' in globalThis, null, { timeout: 60_000 });
  const result = await page.evaluate(() => globalThis.bench);
  print('Chromium', result);
  const app = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const tasks = await longestTask(app, url);
  console.log(
    `  longest main-thread task: ${tasks.whileStreaming.toFixed(0)} ms while a run streams, ${tasks.whileStarting.toFixed(0)} ms while the page starts`,
  );
  keep('chromium', { ...result, longestTaskMs: tasks });
  await browser.close();
  await vite.close();
}

const places = { chromium: inBrowser, node: inNode };
const chosen = process.argv.slice(2);
for (const [name, measure] of Object.entries(places))
  if (chosen.length === 0 || chosen.includes(name)) await measure();
process.exit(0);
