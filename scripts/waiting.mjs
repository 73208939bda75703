/** Waiting for the page, wherever a test or a script drives it. */

/** The longest that anything waits, in ms: the article's size takes a third of it on two busy cores. */
export const LONGEST = 60_000;

/** Runs in the page: '' when all is computed and shown, what the page says where it has failed. */
function ending() {
  const run = document.querySelector('.lab')?.dataset.run;
  const said = document.querySelector('.lab-stage > .lab-notice:not([hidden])')?.textContent ?? '';
  if (run === 'failed' || said.startsWith('The graphics device was lost')) return { said };
  return run === 'done' && { said: '' };
}

/**
 * Waits until what the page was asked for has been computed and shown.
 * @throws {Error} with the page's own words as soon as it has failed, or an exception in it.
 */
export async function runEnds(page) {
  let stop;
  const exception = new Promise((_, reject) => {
    stop = reject;
    page.once('pageerror', reject);
  });
  // Not by frames, which a covered page has none of.
  const end = page.waitForFunction(ending, null, { timeout: LONGEST, polling: 50 });
  // Whichever comes second has nobody left to hear it.
  for (const one of [exception, end]) one.catch(() => {});
  try {
    const handle = await Promise.race([exception, end]);
    const { said } = await handle.jsonValue();
    if (said) throw new Error(`The page has failed. ${said}`);
  } finally {
    page.off('pageerror', stop);
  }
}

/** Before a page is opened: it remembers its GPU devices, for `drawn`. */
export const watchDevices = (page) =>
  page.addInitScript(() => {
    globalThis.gpuDevices = [];
    const prototype = globalThis.GPUAdapter?.prototype;
    const requestDevice = prototype?.requestDevice;
    if (!requestDevice) return;
    prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args);
      globalThis.gpuDevices.push(device);
      return device;
    };
  });

/**
 * Waits until what the page has been told is on its screen: until its next frames, and what the GPU
 * does in them, which on a busy machine may take longer than two pictures that are alike.
 */
export const drawn = (page) =>
  page.evaluate(async () => {
    const frames = () =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await frames();
    for (const device of globalThis.gpuDevices) await device.queue.onSubmittedWorkDone();
    await frames();
  });
