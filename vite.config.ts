import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserChoice } from './scripts/browser.mjs';
import { bareKernels } from './scripts/build/kernels.mjs';
import { licences } from './scripts/build/licences.mjs';
import { offlineWorker } from './scripts/build/offline.mjs';
import { singleFile } from './scripts/build/single.mjs';
import { LONGEST } from './scripts/waiting.mjs';

const browser = async () => {
  const { name, options } = await browserChoice();
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: options }),
    instances: [{ browser: name }],
  };
};

// Only tests need Vitest's own code.
const longestFirst = () => import('./scripts/longest-first.mjs');

/**
 * Of a whole test; what it waits for ends within LONGEST, or says why not. The longest take over a minute
 * on two idle cores, and three times that beside other work.
 */
const WHOLE = 4 * LONGEST;

/** What all parts of the page share, as one file: left alone it would be twenty of some hundred bytes. */
const BASE = /\/src\/(?:model|state|dom|embed\/parameters)\b|@preact|vite\/preload/;

export default defineConfig(async ({ mode }) => ({
  // Relative, so that the built page works in any folder of any server.
  base: './',
  plugins: [licences(), bareKernels(), mode === 'single' ? singleFile() : offlineWorker()],
  // Three's WebGPU build alone is 1 MB before compression, and the first picture needs it.
  build: {
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'base', test: BASE }],
        },
      },
    },
  },
  // The bench has pages and packages of its own, which may not be installed: with them in sight, nothing
  // would be bundled before it is asked for, and Three would be there twice.
  optimizeDeps: { entries: 'index.html' },
  test: {
    sequence: mode === 'test' ? { sequencer: (await longestFirst()).LongestFirst } : undefined,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          maxWorkers: '100%',
          // Modules loaded once a worker, not once a file: a fifth of the stage's time.
          isolate: false,
          // On a machine under load, a second's work takes many.
          testTimeout: LONGEST,
          hookTimeout: LONGEST,
        },
      },
      {
        plugins: [licences()],
        optimizeDeps: {
          include: [
            'marked',
            'temml',
            'yaml',
            'three/webgpu',
            'three/tsl',
            'three/addons/controls/OrbitControls.js',
            'd3-scale',
            'lean-qr',
            'lean-qr/extras/svg',
          ],
        },
        test: {
          name: 'gpu',
          include: ['tests/gpu/**/*.test.ts'],
          // One file alone leaves a fifth of two cores idle: it compares while the adapter waits.
          maxWorkers: 2,
          testTimeout: WHOLE,
          hookTimeout: WHOLE,
          // Only tests need a browser; dev and build must not look for one.
          browser: mode === 'test' ? await browser() : undefined,
        },
      },
      {
        test: {
          name: 'app',
          include: ['tests/app/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/app/server.ts'],
          // One page alone leaves a fifth of two cores idle.
          maxWorkers: 2,
          testTimeout: WHOLE,
          hookTimeout: WHOLE,
          expect: { poll: { timeout: LONGEST } },
          sequence: { groupOrder: 1 },
        },
      },
      {
        // What `npm run check:python` runs: it needs Python's packages.
        test: {
          name: 'python',
          include: ['tests/python/**/*.test.ts'],
          environment: 'node',
          testTimeout: 2 * WHOLE,
          hookTimeout: WHOLE,
        },
      },
    ],
  },
}));
