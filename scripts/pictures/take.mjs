/** Takes the table's pictures of a page, all of them in one tab. */
import { launchBrowser } from '../browser.mjs';
import { check, within } from '../toolbox.mjs';
import { drawn, LONGEST, runEnds, watchDevices } from '../waiting.mjs';
import { pictures, start } from './table.mjs';

/** A network that a software adapter computes in a second; the same on every adapter. */
const network = 'widths=256&batch=32';

/** What a picture may be taken of twice and more, until two are alike. */
const ATTEMPTS = 20;

async function read(page, layer) {
  if (layer === undefined) await page.keyboard.press('Escape');
  else {
    await runEnds(page);
    await page.locator(`.lab-table button[value="${layer}"]`).dispatchEvent('click');
    await page.locator('.inset svg').first().waitFor();
  }
}

/** Other seeds are run when what is seen is whole: the chart says when they are. */
async function spread(page, seeds) {
  await runEnds(page);
  await check(page, seeds);
  if (seeds !== start.seeds)
    await page
      .locator(`.lab-chart svg[aria-label*="over ${seeds} seeds"]`)
      .waitFor({ timeout: LONGEST });
}

/** With the experiment as it is now, whatever the page would begin with. */
async function compare(page, how) {
  await check(page, how);
  if (how === start.compare) return;
  const copy = page.getByText('Copy A to B');
  await within(copy, () => copy.click());
}

/** How the page comes to show what a row says, in the order in which it is done. */
const settings = {
  size: (page, [width, height]) => page.setViewportSize({ width, height }),
  theme: check,
  camera: check,
  compare,
  weights: check,
  activation: check,
  seeds: spread,
  layer: read,
};

async function open(browser, url) {
  // Without moves on the way from one picture to the next.
  const page = await browser.newPage({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: start.size[0], height: start.size[1] });
  await watchDevices(page);
  // Nobody is new here.
  await page.addInitScript(() => localStorage.setItem('initscope.tried', 'scheme turn lecture'));
  await page.goto(`${url}#${network}`);
  // Adapters have names of their own.
  await page.addStyleTag({ content: '.lab-machine { visibility: hidden }' });
  return page;
}

/** Leaves nothing of the way to a picture: no ring around what was set last, no scrolled panel. */
const tidy = (page) =>
  page.evaluate(() => {
    document.activeElement?.blur();
    document.querySelector('.lab-panel')?.scrollTo(0, 0);
  });

/** Parts that are compared each by itself: type that is wider elsewhere moves them. */
const parts = { stage: '.lab-stage', chart: '.lab-chart', inset: '.inset' };

/** Where the parts that are seen lie in the picture: left, top, width and height in pixels. */
const boxesOf = (page) =>
  page.evaluate((selectors) => {
    const boxes = Object.entries(selectors).flatMap(([name, selector]) => {
      const box = document.querySelector(selector).getBoundingClientRect();
      const [left, top] = [Math.max(0, box.left), Math.max(0, box.top)];
      const [right, bottom] = [Math.min(innerWidth, box.right), Math.min(innerHeight, box.bottom)];
      const seen = right > left && bottom > top;
      return seen ? [[name, [left, top, right - left, bottom - top].map(Math.round)]] : [];
    });
    return Object.fromEntries(boxes);
  }, parts);

/** @throws {Error} with what the page says, where something is wrong with it: that is no picture to keep. */
async function refuseNotice(page) {
  const [said] = await page.locator('.lab-notice:not([hidden])').allTextContents();
  if (said) throw new Error(`There is no picture to take: the page says “${said.trim()}”.`);
}

/** The page once two pictures in a row are alike: a software adapter draws slowly. */
async function atRest(page) {
  await drawn(page);
  let png = await page.screenshot();
  for (let i = 0; i < ATTEMPTS; i++) {
    await page.waitForTimeout(200);
    await drawn(page);
    const next = await page.screenshot();
    if (next.equals(png)) return next;
    png = next;
  }
  throw new Error('The page does not come to rest.');
}

/** Yields of each row its name, its PNG file and where the page's parts lie in it. */
export async function* takePictures(url) {
  const browser = await launchBrowser();
  try {
    const page = await open(browser, url);
    let now = start;
    for (const [name, row] of Object.entries(pictures)) {
      const next = { ...start, ...row };
      for (const [key, set] of Object.entries(settings)) {
        if (next[key] !== now[key]) await set(page, next[key]);
      }
      now = next;
      await runEnds(page);
      await tidy(page);
      await refuseNotice(page);
      yield { name, file: await atRest(page), parts: await boxesOf(page) };
    }
  } finally {
    await browser.close();
  }
}
