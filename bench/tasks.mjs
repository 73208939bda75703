/** What `npm run bench:browser` measures of the page's main thread: its longest tasks, by the browser's own trace. */
import { runEnds } from '../scripts/waiting.mjs';

/**
 * Tasks of the page's main thread in a trace: how long each took, and for how much of that a processor worked on it.
 * The rest it waited for one: a software adapter takes all that there are.
 */
function tasksOf(trace) {
  const events = JSON.parse(trace.toString()).traceEvents;
  // Of several, the page's: an empty page before it, and one that the browser keeps ready, have next to no tasks.
  const its = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map((main) =>
      events.filter(({ ph, pid, tid }) => ph === 'X' && pid === main.pid && tid === main.tid),
    )
    .reduce((a, b) => (b.length > a.length ? b : a));
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
    .map(({ dur, tdur = dur }) => ({ ms: dur / 1000, processor_ms: tdur / 1000 }));
}

/** What tasks of a while come to. */
const summary = (tasks) => ({
  longest_ms: Math.max(0, ...tasks.map(({ ms }) => ms)),
  above_16_ms: tasks.filter(({ ms }) => ms > 16).length,
  above_50_ms: tasks.filter(({ ms }) => ms > 50).length,
  longest_processor_ms: Math.max(0, ...tasks.map(({ processor_ms }) => processor_ms)),
  above_16_processor_ms: tasks.filter(({ processor_ms }) => processor_ms > 16).length,
});

/** Where something is clicked. To look for it is a long task of its own, and not the page's. */
async function middleOf(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2, width };
}

/** Pulls the mouse from somewhere, in a second. */
async function pull(page, { x, y, width }, step) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < 20; i++) {
    await page.mouse.move(x + width * step * i, y);
    await page.waitForTimeout(50);
  }
  await page.mouse.up();
}

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
  const seed = () => middleOf(page.getByRole('button', { name: /new seed/i }));
  const runs = () =>
    page.waitForFunction(() => document.querySelector('.lab')?.dataset.run === 'running', null, {
      polling: 20,
    });
  const first = await seed();
  const streaming = await traced(browser, page, async () => {
    await page.mouse.click(first.x, first.y);
    await runs();
    await runEnds(page);
  });
  const slider = await middleOf(page.locator('.tp-sldv_t:visible').first());
  const dragging = await traced(browser, page, async () => {
    await pull(page, slider, 0.02);
    await runEnds(page);
  });
  const [second, canvas] = [await seed(), await middleOf(page.locator('.lab-scene canvas'))];
  const orbiting = await traced(browser, page, async () => {
    await page.mouse.click(second.x, second.y);
    await runs();
    await pull(page, canvas, -0.01);
    await runEnds(page);
  });
  const playing = await traced(browser, page, async () => {
    await page.keyboard.press('p');
    await page.waitForTimeout(3000);
  });
  await page.close();
  return { starting, streaming, dragging, orbiting, playing };
}
