import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArgs, findBrowser } from './scripts/browser.mjs';

const browser = async () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: { executablePath: await findBrowser(), args: browserArgs },
  }),
  instances: [{ browser: 'chromium' as const }],
});

export default defineConfig(async ({ mode }) => ({
  // Relative, so that the built page works in any folder of any server.
  base: './',
  // Three's WebGPU build alone is 1 MB before compression, and the first picture needs it.
  build: { chunkSizeWarningLimit: 1400 },
  test: {
    // Software adapters share the processor with the browser: one file at a time.
    fileParallelism: false,
    projects: [
      {
              test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node' },
      },
      {
              optimizeDeps: {
          include: [
            'webgpu-utils',
            'marked',
            'temml',
            'three/webgpu',
            'three/tsl',
            'three/addons/controls/OrbitControls.js',
            'd3-scale',
          ],
        },
        test: {
          name: 'gpu',
          include: ['tests/gpu/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
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
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
}));
