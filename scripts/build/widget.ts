/**
 * `npm run build:widget`: the lab as one module for notebooks, and what Python has to know of the tables,
 * in `python/initscope/static/`; `--outDir` names another folder.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin, runnerImport } from 'vite';
import { bareKernels } from './kernels.mjs';
import { licences } from './licences.mjs';
import { sheetsInside } from './sheets-inside.mjs';

const root = join(import.meta.dirname, '../..');

const withTables = (): Plugin => {
  let outDir = '';
  return {
    name: 'initscope-tables',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const { module } = await runnerImport<typeof import('./tables')>(
        join(import.meta.dirname, 'tables.ts'),
      );
      mkdirSync(outDir, { recursive: true });
      writeFileSync(join(outDir, 'tables.json'), `${JSON.stringify(module.tables, null, 1)}\n`);
    },
  };
};

export default defineConfig({
  root,
  publicDir: false,
  plugins: [licences(), bareKernels(), sheetsInside(), withTables()],
  build: {
    outDir: 'python/initscope/static',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2000,
    lib: { entry: 'src/widget.ts', formats: ['es'], fileName: 'widget' },
    // A notebook loads a module from a text, beside which there is no other.
    rolldownOptions: { output: { codeSplitting: false, minify: true } },
  },
});
