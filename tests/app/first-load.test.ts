/** What the built page loads before anybody asks it for anything. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { open, useBrowser } from './page';

useBrowser();

/** In bytes, gzipped, of scripts and styles: 374,000 when this was written. What is new is loaded when asked for. */
const MOST = 385_000;
/** Each is asked for, and so waits for the network, once: 10 scripts and 5 style sheets when this was written. */
const MOST_FILES = 16;

it('the first load is one of few files, and has nothing that can wait', async () => {
  const page = await open({ small: true });
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  const files = [...new Set(loaded.map((path) => basename(path)))].filter((name) =>
    /\.(?:js|css)$/.test(name),
  );
  const bytes = files.map(
    (name) => gzipSync(readFileSync(join(inject('built'), 'assets', name))).length,
  );
  const all = bytes.reduce((sum, one) => sum + one, 0);
  console.info(`first load: ${files.length} files, ${(all / 1000).toFixed(1)} kB gzipped`);
  expect(files.length).toBeGreaterThan(4);
  expect(files.length).toBeLessThanOrEqual(MOST_FILES);
  expect(all).toBeLessThan(MOST);
  // Lecture, digits, exports, sweeps, “About”, what frames need, the reader of files.
  const later = /^(?:lecture|channel|mnist|exporting|sweep-chart|about|part|read|presenter)-/;
  expect(files.filter((name) => later.test(name))).toEqual([]);
});
