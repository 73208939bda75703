/**
 * `npm run build:element`: `<init-scope>` as an ES module with its style sheets in it, in dist-element/.
 * What is needed on demand, such as the digits, is beside it.
 */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { bareKernels } from './kernels.mjs';
import { licences } from './licences.mjs';
import { sheetsInside } from './sheets-inside.mjs';

const root = join(import.meta.dirname, '../..');
export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [licences(), bareKernels(), sheetsInside()],
  build: {
    outDir: 'dist-element',
    emptyOutDir: true,
    // A page that is not ours has no preloads of ours.
    modulePreload: false,
    chunkSizeWarningLimit: 1800,
    rolldownOptions: {
      input: 'src/element.ts',
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'init-scope.js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: 'chunks/[name]-[hash][extname]',
      },
    },
  },
});
