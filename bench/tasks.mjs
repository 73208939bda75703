/** What `npm run bench:browser` measures of the page's main thread: its longest tasks, by the browser's own trace. */
import { runEnds } from '../scripts/waiting.mjs';

/** Tasks of the page's main thread in a trace, in ms since its start: { start, ms }. */
function tasksOf(trace) {
  const events = JSON.parse(trace.toString()).traceEvents;
  const main = events.find(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const began = Math.min(...events.filter(({ ts }) => ts > 0).map(({ ts }) => ts));
  const its = events.filter(
    ({ ph, pid, tid }) => ph === 'X' && pid === main.pid && tid === main.tid,
  );
  // A second after the address was entered, the browser takes the empty page before it apart: that waits
  // for all that the GPU has to do, and is no task of this page.
  const apart = its.filter(
    ({ args }) => args.src_func === 'Shutdown' && args.src_file?.endsWith('widget_base.cc'),
  );
  const overlaps = (a, b) => a.ts < b.ts + b.dur && b.ts < a.ts + a.dur;
  // What promises call when a task has ended is traced behind it, or in it.
  const tasks = its
    .filter(({ name }) => /RunTask$|MicrotaskCheckpoint$/.test(name))
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
  let end = 0;
  return tasks
    .filter((task) => {
      const isInner = task.ts + task.dur <= end;
      end = Math.max(end, task.ts + task.dur);
      return !isInner && !apart.some((other) => overlaps(task, other));
    })
    .map(({ ts, dur }) => ({ start: (ts - began) / 1000, ms: dur / 1000 }));
}

/** What tasks of a while come to. */
const summary = (tasks) => ({
  longest_ms: Math.max(0, ...tasks.map(({ ms }) => ms)),
  above_16_ms: tasks.filter(({ ms }) => ms > 16).length,
  above_50_ms: tasks.filter(({ ms }) => ms > 50).length,
});

async function traced(browser, page, act) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await act();
  return summary(tasksOf(await browser.stopTracing()));
}

/** The longest tasks while the page starts, while a run streams, and while somebody uses the page meanwhile. */
export async function longestTasks(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto('about:blank');
  const starting = await traced(browser, page, async () => {
    await page.goto(url);
    await runEnds(page);
  });
  const streaming = await traced(browser, page, async () => {
    await page.getByRole('button', { name: /new seed/i }).click();
    await page.waitForFunction(() => document.querySelector('.lab')?.dataset.run === 'running');
    await runEnds(page);
  });
  const slider = page.locator('.tp-sldv_t:visible').first();
  const dragging = await traced(browser, page, async () => {
    const { x, y, width, height } = await slider.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    for (let i = 0; i < 20; i++) {
      await page.mouse.move(x + width * (0.5 + 0.02 * i), y + height / 2);
      await page.waitForTimeout(50);
    }
    await page.mouse.up();
    await runEnds(page);
  });
  const orbiting = await traced(browser, page, async () => {
    await page.getByRole('button', { name: /new seed/i }).click();
    const { x, y, width, height } = await page.locator('.lab-scene canvas').boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    for (let i = 0; i < 20; i++) {
      await page.mouse.move(x + width * (0.5 - 0.01 * i), y + height / 2);
      await page.waitForTimeout(50);
    }
    await page.mouse.up();
    await runEnds(page);
  });
  const playing = await traced(browser, page, async () => {
    await page.keyboard.press('p');
    await page.waitForTimeout(3000);
  });
  await page.close();
  return { starting, streaming, dragging, orbiting, playing };
}
