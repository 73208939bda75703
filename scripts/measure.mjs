/**
 * `npm run --silent measure -- EXPERIMENT.json | LINK | "scheme=…&…"`: runs an experiment as the page
 * does, in a terminal: on Dawn, WebGPU for Node, or on the CPU where it finds no adapter. See
 * docs/terminal.md. Exits with 1 if a run failed, with 2 and a sentence if it cannot be run at all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createServer, createServerModuleRunner } from 'vite';
import { softwareEnvironment } from '../bench/vulkan.mjs';

const root = join(import.meta.dirname, '..');
const dawn = join(root, 'bench/node_modules/webgpu/index.js');
const args = process.argv.slice(2);
const WITHOUT_DAWN = ['--cpu', '--merge', '--help', '-h'];

const MISSING =
  'Dawn, WebGPU for Node, is not installed: run `npm run bench:install`, or add --cpu to compute on the CPU.';

/** Exits with 0 if Dawn finds an adapter. In a process of its own, for it speaks where it finds none. */
const PROBE = `
  const { create } = await import(${JSON.stringify(pathToFileURL(dawn).href)});
  const gpu = create([]);
  process.exit((await gpu.requestAdapter()) ? 0 : 1);
`;

const findsAdapter = (env) =>
  spawnSync(process.execPath, ['--input-type=module', '--eval', PROBE], { env, stdio: 'ignore' })
    .status === 0;

/** The environment in which Dawn finds an adapter: this one, or one with a browser's software adapter. */
function environment() {
  if (findsAdapter(process.env)) return process.env;
  const more = softwareEnvironment();
  const env = more && { ...process.env, ...more };
  return env && findsAdapter(env) ? env : undefined;
}

async function openAdapter() {
  const { create, globals } = await import(pathToFileURL(dawn).href);
  // What create returns must stay referenced, or it is collected and the device dies.
  const gpu = create([]);
  Object.assign(globalThis, globals, { initscopeGpu: gpu });
  return (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ?? undefined;
}

/** @returns {Promise<GPUAdapter | string | undefined>} a sentence where Dawn is missing. */
async function findAdapter() {
  if (WITHOUT_DAWN.some((one) => args.includes(one))) return undefined;
  if (!existsSync(dawn)) return MISSING;
  const env = environment();
  if (!env) return undefined;
  if (env === process.env) return openAdapter();
  // The loader of drivers is searched for when a process starts: another one does it all.
  const { status } = spawnSync(process.execPath, process.argv.slice(1), { env, stdio: 'inherit' });
  process.exit(status ?? 1);
}

const adapter = await findAdapter();
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  // Of the page nothing is bundled beforehand.
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const modules = createServerModuleRunner(vite.environments.ssr);
const { main } = await modules.import('/scripts/measure/main.ts');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const print = (text) => process.stdout.write(text);
// Dawn would keep the process.
process.exit(await main({ args, version, adapter, print, errors: process.stderr }));
