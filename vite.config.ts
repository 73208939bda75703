import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserChoice } from './scripts/browser.mjs';
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

/** Of a whole test; what it waits for ends within LONGEST, or says why not. */
const WHOLE = 2 * LONGEST;

/** Tests of the page that mostly draw on the adapter. */
const drawing = [
  'compare',
  'everyone',
  'failing',
  'lecture-drawn',
  'page',
  'parity',
  'pictures',
].map((name) => `tests/app/${name}.test.ts`);

const page = {
  include: ['tests/app/**/*.test.ts'],
  environment: 'node' as const,
  globalSetup: ['tests/app/server.ts'],
  testTimeout: WHOLE,
  hookTimeout: WHOLE,
  expect: { poll: { timeout: LONGEST / 2 } },
};

export default defineConfig(async ({ mode }) => ({
  // Relative, so that the built page works in any folder of any server.
  base: './',
  // Three's WebGPU build alone is 1 MB before compression, and the first picture needs it.
  build: { chunkSizeWarningLimit: 1400 },
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          maxWorkers: '100%',
        },
      },
      {
        optimizeDeps: {
          include: [
            'webgpu-utils',
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
          // A software adapter keeps all cores busy by itself.
          fileParallelism: false,
          testTimeout: WHOLE,
          hookTimeout: WHOLE,
          // Only tests need a browser; dev and build must not look for one.
          browser: mode === 'test' ? await browser() : undefined,
        },
      },
      // Half of a page's time is spent waiting, unless it draws: then the adapter takes all cores.
      {
        test: {
          ...page,
          name: 'app',
          exclude: drawing,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...page,
          name: 'drawing',
          include: drawing,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}));
