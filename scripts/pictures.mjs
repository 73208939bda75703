/** `npm run pictures`: takes the pictures of scripts/pictures/table.mjs and keeps them in docs/pictures. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { createServer } from 'vite';
import { palettePng } from './pictures/palette-png.mjs';
import { takePictures } from './pictures/take.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/pictures');

const vite = await createServer({ root, logLevel: 'error', server: { port: 0, hmr: false } });
await vite.listen();
const parts = {};
const files = {};
for await (const picture of takePictures(vite.resolvedUrls.local[0])) {
  files[picture.name] = palettePng(PNG.sync.read(picture.file));
  parts[picture.name] = picture.parts;
  console.log(`${picture.name}.png: ${(files[picture.name].length / 1024).toFixed(0)} KiB`);
}
await vite.close();
// What has no row any more is not kept.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, `${name}.png`), file);
writeFileSync(join(folder, 'parts.json'), `${JSON.stringify(parts, null, 2)}\n`);
process.exit(0);
