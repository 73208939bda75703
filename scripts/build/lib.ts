/**
 * `npm run build:lib`: the engine and its tables as a package of one ES module with its declarations,
 * in `dist-lib/`; `--outDir` names another folder. What is public is listed in src/library.ts.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { bareKernels } from './kernels.mjs';

const root = join(import.meta.dirname, '../..');
const TYPES = 'types';

/** A declaration whose imports name files, as Node's way of resolving modules wants it. */
const withExtensions = (text: string) =>
  text.replace(/((?:from |import\()(['"])\.[^'"]+)\2/g, '$1.js$2');

function declare(outDir: string): void {
  const config = join(import.meta.dirname, 'tsconfig.lib.json');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const types = join(outDir, TYPES);
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', config, '--outDir', types], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The declarations could not be made:\n${stdout}`);
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(types, file);
    writeFileSync(path, withExtensions(readFileSync(path, 'utf8')));
  }
}

/** What makes the folder a package that npm can install. */
function describe(outDir: string): void {
  const { name, version, description, license, engines } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const exports = { types: `./${TYPES}/library.d.ts`, default: './initscope.js' };
  const manifest = { name, version, description, license, type: 'module', engines, exports };
  writeFileSync(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(outDir, 'LICENSE'));
}

const asPackage = (): Plugin => {
  let outDir = '';
  return {
    name: 'initscope-package',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      declare(outDir);
      describe(outDir);
    },
  };
};

export default defineConfig({
  root,
  publicDir: false,
  plugins: [bareKernels(), asPackage()],
  build: {
    outDir: 'dist-lib',
    emptyOutDir: true,
    target: 'es2022',
    // Whoever imports it makes it small; stack traces keep their names.
    minify: false,
    lib: { entry: 'src/library.ts', formats: ['es'], fileName: 'initscope' },
  },
});
