/** Builds the service worker, sw.js, with the list of all that it keeps. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const WORKER = 'src/offline-worker.ts';

/** Files of a folder by their path in it. */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]);

const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 16);

/**
 * A plugin of Vite's: with what it builds goes sw.js, which keeps all of it and of the public folder.
 * @returns {import('vite').Plugin}
 */
export function offlineWorker() {
  let config;
  return {
    name: 'initscope:offline',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    async generateBundle(_, bundle) {
      const { root, publicDir, build: options } = config;
      const built = Object.values(bundle).map(({ fileName, code, source }) => [
        fileName,
        code ?? source,
      ]);
      if (!bundle['index.html']) throw new Error('There is no index.html for the worker to keep.');
      const files = [...built, ...filesIn(publicDir)].map(([url, content]) => ({
        url,
        // What the build has named by its content is fetched once.
        revision: url.startsWith(`${options.assetsDir}/`) ? null : hashOf(content),
      }));
      const { output } = await build({
        root,
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        // Workbox tells the console what it does where it is not.
        define: { FILES: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
        build: {
          write: false,
          rolldownOptions: { input: join(root, WORKER), output: { format: 'iife' } },
        },
      });
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: output[0].code });
    },
  };
}
