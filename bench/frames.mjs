/** What `npm run bench` measures of the picture: its frames, and how soon a change is seen in it. */
import { runEnds } from '../scripts/waiting.mjs';

/** Frames of ours beside a plain InstancedMesh of boxes, alternating, on the same adapter. */
export async function frameTimes(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(`${url}scene.html`);
  await page.waitForFunction(() => 'bench' in globalThis, null, { timeout: 60_000 });
  const frames = await page.evaluate(() => globalThis.bench);
  await page.close();
  return frames;
}

/**
 * Frames from a change in the panel to the picture with its first new layer, without those in which
 * the page waits for the GPU: until it has the run's memory, and until it has computed the layer.
 * `waits`: the frames of the two.
 */
export async function latency(browser, url, { repetitions = 9 } = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    const seen = { frame: 0, marks: [] };
    globalThis.seen = seen;
    const mark = (what) => seen.marks.push({ what, frame: seen.frame, at: performance.now() });
    const tick = () => {
      seen.frame++;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    const wrap = (prototype, name, then) => {
      const original = prototype[name];
      prototype[name] = function (...args) {
        const result = original.apply(this, args);
        then(result, args);
        return result;
      };
    };
    addEventListener('click', () => mark('change'), true);
    const wait = (prototype, name, asked, answered) =>
      wrap(prototype, name, (answer) => {
        mark(asked);
        answer.then(
          () => mark(answered),
          () => {},
        );
      });
    wait(GPUDevice.prototype, 'popErrorScope', 'wantsMemory', 'hasMemory');
    wait(GPUBuffer.prototype, 'mapAsync', 'wantsLayer', 'hasLayer');
    // The scene uploads its layers' colours, 201 vectors, when it draws what has been measured.
    wrap(GPUQueue.prototype, 'writeBuffer', (_, [, , data, , size]) => {
      if ((size ?? data.byteLength) === 201 * 16) mark('drawn');
    });
  });
  await page.goto(url);
  await runEnds(page);
  const frames = [];
  const waits = [];
  for (let i = 0; i < repetitions; i++) {
    await page.evaluate(() => {
      globalThis.seen.marks.length = 0;
    });
    await page.getByRole('button', { name: /new seed/i }).click();
    await page.waitForFunction(() => document.querySelector('.lab')?.dataset.run === 'running');
    await runEnds(page);
    const marks = await page.evaluate(() => globalThis.seen.marks);
    const order = ['change', 'wantsMemory', 'hasMemory', 'wantsLayer', 'hasLayer', 'drawn'];
    let at = 0;
    const passed = order.map((what) => {
      at = marks.findIndex((mark, j) => j >= at && mark.what === what);
      return marks[at].frame;
    });
    const between = (a, b) => passed[order.indexOf(b)] - passed[order.indexOf(a)];
    const waited = between('wantsMemory', 'hasMemory') + between('wantsLayer', 'hasLayer');
    frames.push(between('change', 'drawn') - waited);
    waits.push(waited);
  }
  await page.close();
  const sorted = (values) => values.sort((a, b) => a - b);
  return { frames: sorted(frames), waits: sorted(waits) };
}
