/** What `npm run bench` measures of the picture: its frames, and how soon a change is seen in it. */

/** Frames of ours beside a plain InstancedMesh of boxes, alternating, on the same adapter. */
export async function frameTimes(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(`${url}bench/scene.html`);
  await page.waitForFunction(() => 'bench' in globalThis, null, { timeout: 60_000 });
  const frames = await page.evaluate(() => globalThis.bench);
  await page.close();
  return frames;
}

/**
 * Frames from a change in the panel to the picture with its first new layer, without the time that
 * the GPU takes for that layer: those before the engine's first submission, and those from the answer
 * to the draw.
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
    wrap(GPUBuffer.prototype, 'mapAsync', (answer) => {
      mark('asked');
      answer.then(
        () => mark('answered'),
        () => {},
      );
    });
    // The scene uploads its layers' colours, 201 vectors, when it draws what has been measured.
    wrap(GPUQueue.prototype, 'writeBuffer', (_, [, , data, , size]) => {
      if ((size ?? data.byteLength) === 201 * 16) mark('drawn');
    });
  });
  const done = () => document.documentElement.dataset.run === 'done';
  await page.goto(url);
  await page.waitForFunction(done, null, { timeout: 300_000 });
  const frames = [];
  for (let i = 0; i < repetitions; i++) {
    await page.evaluate(() => {
      globalThis.seen.marks.length = 0;
    });
    await page.getByRole('button', { name: /new seed/i }).click();
    await page.waitForFunction(() => document.documentElement.dataset.run === 'running');
    await page.waitForFunction(done, null, { timeout: 300_000 });
    const marks = await page.evaluate(() => globalThis.seen.marks);
    const after = (what, from) => marks.slice(from).find((m) => m.what === what);
    const change = marks.findIndex((m) => m.what === 'change');
    const asked = after('asked', change);
    const answered = after('answered', marks.indexOf(asked));
    const drawn = after('drawn', marks.indexOf(answered));
    frames.push(asked.frame - marks[change].frame + drawn.frame - answered.frame);
  }
  await page.close();
  return frames.sort((a, b) => a - b);
}
