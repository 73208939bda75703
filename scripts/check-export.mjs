/**
 * Opens what the export box has saved in other programs: a CSV in pandas, which must read columns of the
 * types that are meant, and an SVG in librsvg, whose picture must be Chromium's but for the edges of
 * lines and type. `node scripts/check-export.mjs FILE.csv FILE.svg …`; ends with 1 if one differs, with 2
 * if a program is missing. `PYTHON` names another Python.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { launchBrowser } from './browser.mjs';

/** Programs by Debian's names of their packages. */
const python = process.env.PYTHON || 'python3';
const packages = { [python]: 'python3-pandas', 'rsvg-convert': 'librsvg2-bin' };

/**
 * Two renderers smooth edges, and hint type, each in its own way: a pixel on an edge may differ by as
 * much as the two sides of it do. What is wrong differs over areas: in the mean of blocks of so many
 * pixels squared, by more than this of 255.
 */
const [BLOCK, MOST] = [32, 16];

function run(program, args) {
  try {
    return execFileSync(program, args, {
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch (error) {
    // It has said itself what is wrong.
    if (error.code !== 'ENOENT') process.exit(error.status ?? 1);
    console.error(`${program} is missing: on Debian, apt-get install ${packages[program]}.`);
    process.exit(2);
  }
}

function checkCsv(file) {
  const script = join(import.meta.dirname, 'check-export/columns.py');
  console.log(`${file}: ${run(python, [script, file])}`.trim());
}

async function inChromium(file) {
  const browser = await launchBrowser();
  try {
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(readFileSync(file, 'utf8'));
    const viewport = { width: Number(width), height: Number(height) };
    const page = await browser.newPage({ viewport });
    const url = `data:image/svg+xml;base64,${readFileSync(file, 'base64')}`;
    await page.setContent(`<body style="margin: 0"><img style="display: block" src="${url}">`);
    await page.locator('img').evaluate((image) => image.decode());
    return PNG.sync.read(await page.screenshot());
  } finally {
    await browser.close();
  }
}

/** A block's means of red, green and blue over white. */
function meanOf({ data, width, height }, left, top) {
  const sums = [0, 0, 0];
  const [right, bottom] = [Math.min(width, left + BLOCK), Math.min(height, top + BLOCK)];
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const i = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) sums[c] += 255 + ((data[i + c] - 255) * data[i + 3]) / 255;
    }
  return sums.map((sum) => sum / (right - left) / (bottom - top));
}

async function checkSvg(file) {
  const [theirs, ours] = [PNG.sync.read(run('rsvg-convert', [file])), await inChromium(file)];
  const { width, height } = ours;
  if (theirs.width !== width || theirs.height !== height)
    throw new Error(`${file}: ${theirs.width} × ${theirs.height}, not ${width} × ${height}`);
  let [most, sum, pixels] = [0, 0, 0];
  for (let y = 0; y < height; y += BLOCK)
    for (let x = 0; x < width; x += BLOCK) {
      const [a, b] = [meanOf(theirs, x, y), meanOf(ours, x, y)];
      most = Math.max(most, ...a.map((mean, i) => Math.abs(mean - b[i])));
    }
  for (let i = 0; i < ours.data.length; i += 4) {
    const apart = Math.abs(theirs.data[i + 1] - ours.data[i + 1]);
    sum += apart;
    if (apart > 32) pixels++;
  }
  console.log(
    `${file}: ${width} × ${height}, blocks differ by up to ${most.toFixed(1)} of 255, pixels by ${((4 * sum) / ours.data.length).toFixed(2)} in the mean, ${((400 * pixels) / ours.data.length).toFixed(2)} % of them by more than 32`,
  );
  if (most > MOST) process.exitCode = 1;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Name files that the export box has saved: .csv or .svg.');
  process.exit(2);
}
for (const file of files) {
  if (file.endsWith('.csv')) checkCsv(file);
  else await checkSvg(file);
}
