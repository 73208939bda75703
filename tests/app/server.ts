import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    url: string;
    /** The folder that is served. */
    built: string;
  }
}

/** Builds the page as it is published, and serves it below a folder, as GitHub Pages does. */
export default async function serve(project: TestProject) {
  const folder = '/initscope/';
  const outDir = 'node_modules/.cache/app-test';
  await build({ base: './', build: { outDir, emptyOutDir: true }, logLevel: 'warn' });
  const server = await preview({
    base: folder,
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
    logLevel: 'warn',
  });
  project.provide('url', server.resolvedUrls!.local[0]!);
  project.provide('built', outDir);
  return () => server.close();
}
