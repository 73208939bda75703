/** What `npm run bench:browser` measures of the start: until the first histogram, beside Three's empty scene. */
import { watchDevices } from '../scripts/waiting.mjs';

const ROUNDS = 5;

/** Where somebody enters the address: a page of another process, which is not taken apart in the measured one's. */
const ELSEWHERE = 'data:text/html,<title>Elsewhere</title>';

/**
 * In ms since the address was entered, when the GPU has drawn the frame in which `there` first matches: of a
 * browser context of its own, so that nothing is in a cache but what the browser itself keeps of shaders.
 */
async function startOf(browser, url, there) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await watchDevices(page);
  await page.addInitScript((selector) => {
    globalThis.firstSeen = new Promise((resolve) => {
      const look = async () => {
        if (!document.querySelector(selector)) return requestAnimationFrame(look);
        // What is there by now is drawn in the frame that begins next.
        await new Promise(requestAnimationFrame);
        for (const device of globalThis.gpuDevices) await device.queue.onSubmittedWorkDone();
        resolve(performance.now());
      };
      requestAnimationFrame(look);
    });
  }, there);
  await page.goto(ELSEWHERE);
  await page.goto(url);
  const ms = await page.evaluate(() => globalThis.firstSeen);
  await context.close();
  return ms;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Both in turn, so that a busy machine slows both alike; the first pair warms up. */
export async function startUp(browser, { page, empty }) {
  const pairs = [];
  for (let i = 0; i <= ROUNDS; i++)
    pairs.push([
      // Labels are placed when a report has been drawn.
      await startOf(browser, page, '.lab:has(.lab-table tbody tr) .scene-labels *'),
      await startOf(browser, empty, '[data-drawn]'),
    ]);
  const counted = pairs.slice(1);
  const [ours, threes] = [0, 1].map((i) => counted.map((pair) => pair[i]));
  return {
    first_histogram_ms: median(ours),
    empty_scene_ms: median(threes),
    ratio: median(counted.map(([a, b]) => a / b)),
    rounds: ROUNDS,
  };
}
