/**
 * Makes the installed page's icons, public/icon-*.png, from public/favicon.svg. They are committed.
 *
 *     node scripts/icons.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { launchBrowser } from './browser.mjs';
import { palettePng } from './pictures/palette-png.mjs';

const folder = join(import.meta.dirname, '../public');
const svg = readFileSync(join(folder, 'favicon.svg'), 'utf8');
const ground = /<rect[^>]* fill="([^"]+)"/.exec(svg)[1];

/** Systems that cut icons to a shape of theirs leave a circle of 80 %, into which the picture's square goes. */
const icons = [
  { name: 'icon-192', size: 192, share: 1, background: 'transparent' },
  { name: 'icon-512', size: 512, share: 1, background: 'transparent' },
  { name: 'icon-maskable', size: 512, share: 0.75, background: ground },
  { name: 'icon-apple', size: 180, share: 0.9, background: ground },
];

const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  for (const { name, size, share, background } of icons) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="display: grid; place-content: center; height: 100vh; margin: 0; background: ${background}">
        <img style="width: ${share * 100}vw" src="data:image/svg+xml;base64,${btoa(svg)}" alt=""></body>`,
    );
    await page.locator('img').evaluate((image) => image.decode());
    const picture = PNG.sync.read(await page.screenshot({ omitBackground: true }));
    const isOpaque = background !== 'transparent';
    writeFileSync(
      join(folder, `${name}.png`),
      isOpaque ? palettePng(picture) : PNG.sync.write(picture),
    );
    console.log(`public/${name}.png`);
  }
} finally {
  await browser.close();
}
