/**
 * `npm run bench` in Node, `npm run bench:browser` in Chromium: ours beside jax-js and TensorFlow.js on the
 * same adapter in the same process, the adapter's ceilings, and each kernel's share of them; in Chromium also
 * the longest tasks of the built page's main thread while it starts, streams and is used. `npm run
 * bench:scene`: the picture's frames beside a plain InstancedMesh, and how many frames a change takes to be seen.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build, createServer, createServerModuleRunner, preview } from 'vite';
import { launchBrowser } from '../scripts/browser.mjs';
import { frameTimes, latency } from './frames.mjs';
import { optionsOf } from './options.mjs';
import { startUp } from './start-up.mjs';
import { longestTasks } from './tasks.mjs';
import { vulkanEnvironment } from './vulkan.mjs';

const here = import.meta.dirname;

const fixed = (ms, width = 9) => ms.toFixed(ms < 10 ? 2 : 1).padStart(width);
const percent = (share) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

function printTiming(title, { ours_ms, peers, spread_ms, ratios, repetitions }) {
  console.log(`    ${title}, median (least to most) of ${repetitions}`);
  for (const [name, ms] of [['initscope', ours_ms], ...Object.entries(peers)]) {
    const [least, most] = spread_ms[name];
    const ratio = name in ratios ? `  ours / its ${ratios[name].toFixed(2)}` : '';
    console.log(
      `      ${name.padEnd(12)}${fixed(ms)} ms (${fixed(least, 0)} to ${fixed(most, 0)})${ratio}`,
    );
  }
}

function print(where, { adapter, ceilings, shapes, left_out, api_ms, linear }) {
  const { fmaGflops, copyGbs, emptyDispatchUs, emptySubmitMs } = ceilings;
  console.log(`${where}, ${adapter}`);
  console.log(
    `  ceilings: ${fmaGflops.toFixed(1)} GFLOP/s of multiply-adds, ${copyGbs.toFixed(1)} GB/s of copies, ${emptyDispatchUs.toFixed(1)} µs an empty dispatch, ${emptySubmitMs.toFixed(3)} ms an empty submission`,
  );
  for (const { batch, width, depth, full, forward, product, parts } of shapes) {
    console.log(`  ${batch} × ${width} × ${depth} layers`);
    printTiming('full run', full);
    printTiming('forward alone, weights resident', forward);
    printTiming('product alone', product);
    if (!parts) {
      console.log('    no timestamps on this adapter: no times of single kernels');
      continue;
    }
    const { draw_ms, matmul_ms, statistics_ms, other_ms, kernels } = parts;
    const all = draw_ms + matmul_ms + statistics_ms + other_ms;
    console.log(
      `    draws ${percent(draw_ms / all)}, product ${percent(matmul_ms / all)}, φ and statistics ${percent(statistics_ms / all)} of ${fixed(all, 0)} ms`,
    );
    for (const { kernel, dispatches, ms, share } of kernels)
      console.log(
        `      ${kernel.padEnd(16)}${String(dispatches).padStart(4)} dispatches${fixed(ms)} ms  ${percent(share)} of the ceiling`,
      );
  }
  for (const { batch, width, depth, seconds } of left_out)
    console.log(
      `  ${batch} × ${width} × ${depth} is left out: it would take ${seconds} s; --shape ${batch}x${width}x${depth} measures it all the same`,
    );
  console.log(`  recording and submitting 50 layers of width 64: ${fixed(api_ms, 0)} ms`);
  for (const [name, { points, per_one_ms, at_none_ms, worst_residual }] of Object.entries(linear))
    console.log(
      `  against ${name}: ${fixed(at_none_ms, 0)} + ${per_one_ms.toFixed(3)} · ${name} ms, within ${percent(worst_residual)} at ${points.map(({ x }) => x).join(', ')}`,
    );
}

function keep(file, result) {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
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
async function inNode(args) {
  const env = { ...process.env, ...(await vulkanEnvironment()) };
  const { status } = spawnSync(process.execPath, [import.meta.filename, DAWN, ...args], {
    env,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 2;
}

async function onDawn({ json, shapes }) {
  const { create, globals } = await import('webgpu');
  // What create returns must stay referenced, or it is collected and the device dies.
  const gpu = create([]);
  Object.assign(globalThis, globals, { initscopeGpu: gpu });
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' } });
  const vite = await serve(here);
  const runner = createServerModuleRunner(vite.environments.ssr);
  const { run } = await runner.import('/run.ts');
  const result = await run(shapes);
  print('Node', result);
  if (json) keep(json, result);
  await vite.close();
}

/** A page with Three's empty scene, built like the page. */
const EMPTY = 'empty.html';

/** A browser, and the addresses of this folder and of the page as it is built. */
async function browsing() {
  const [root, outDir] = [join(here, '..'), mkdtempSync(join(tmpdir(), 'initscope-page-'))];
  await build({ root, logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  await build({
    root: here,
    base: './',
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: join(outDir, 'bench'),
      target: 'esnext',
      rolldownOptions: { input: join(here, EMPTY) },
    },
  });
  const built = await preview({ root, logLevel: 'warn', build: { outDir }, preview: { port: 0 } });
  const vite = await serve(here);
  await vite.listen();
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await vite.close();
    await built.close();
    rmSync(outDir, { recursive: true });
  };
  const [url, page] = [vite, built].map(({ resolvedUrls }) => resolvedUrls.local[0]);
  return { browser, url, page, close };
}

async function ofScene({ json }) {
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
  if (json) keep(json, { adapter, frames, latency: seen });
  await close();
}

async function inBrowser({ json, shapes }) {
  const { browser, url, page, close } = await browsing();
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => console.error(error.message));
  await tab.goto(url);
  await tab.waitForFunction(() => 'bench' in globalThis, null, { timeout: 60_000 });
  const result = await tab.evaluate((shapes) => globalThis.bench(shapes), shapes);
  print('Chromium', result);
  const tasks = await longestTasks(browser, page);
  console.log('  main-thread tasks of the page, two cores shared with what computes:');
  for (const [doing, told] of Object.entries(tasks))
    console.log(
      `    ${doing.padEnd(10)} longest ${fixed(told.longest_ms)} ms, ${told.above_16_ms} above 16 ms, ${told.above_50_ms} above 50 ms; of a processor’s time ${fixed(told.longest_processor_ms)} ms, ${told.above_16_processor_ms} above 16 ms`,
    );
  const start = await startUp(browser, { page, empty: `${page}bench/${EMPTY}` });
  console.log(
    `  from the address to the first histogram: ${fixed(start.first_histogram_ms, 0)} ms; to Three’s empty scene: ${fixed(start.empty_scene_ms, 0)} ms; ratio ${start.ratio.toFixed(2)}`,
  );
  if (json) keep(json, { ...result, main_thread: tasks, start_up: start });
  await close();
}

/** Node itself has no Vulkan yet: it starts another that has. */
const DAWN = '--dawn';
const places = {
  browser: (args) => inBrowser(optionsOf(args)),
  // Read here too, so that what is wrong is said before anything starts.
  node: (args) => optionsOf(args) && inNode(args),
  [DAWN]: (args) => onDawn(optionsOf(args)),
  scene: (args) => ofScene(optionsOf(args)),
};

const fail = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

const [place, ...args] = process.argv.slice(2);
if (!Object.hasOwn(places, place))
  fail(`There is no ${place} to measure in; there are browser, node and scene.`);
if (!existsSync(join(here, 'node_modules')))
  fail('The benchmark’s own packages are missing: run `npm run bench:install` first.');
try {
  await places[place](args);
} catch (error) {
  fail(error.message);
}
process.exit();
