import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { version } from '../../src/model/version';
import { heading, onStep, openTiny, TINY, tinyLesson } from './lecture-page';
import { go, open, runEnds, subtitle, useBrowser } from './page';

useBrowser();

/** In a lower folder, as in publishing; each test has a server, and so a browser's storage, of its own. */
const BASE = '/initscope/';
const DIGITS = 'widths=784&depth=2&batch=8&input=digits';
const NEWER = '99.1.0';
/** What a browser says of a server that is gone. */
const GONE = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/;

let folder = '';
let server: PreviewServer;
let isUp = false;

async function serve(): Promise<string> {
  const options = { port: 0, host: '127.0.0.1' };
  server = await preview({
    configFile: false,
    base: BASE,
    build: { outDir: folder },
    preview: options,
  });
  isUp = true;
  return server.resolvedUrls!.local[0]!;
}
async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await server.close();
  isUp = false;
}
/** What is served from now on, in place of all before it. */
function publish(built: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(built, folder, { recursive: true });
}

const isKept = async (page: Page) => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
};
/** How far the newest worker of what is served below a path has come, and the one before it. */
const workers = (page: Page) =>
  page.evaluate(async (scope) => {
    const registration = await navigator.serviceWorker.getRegistration(scope);
    const { installing, waiting, active } = registration!;
    return [installing, waiting, active].map((one) => one?.state ?? 'none').join(' ');
  }, BASE);
/** Of a manifest's icons those that have a size. */
const pngs = (manifest: string) =>
  (JSON.parse(manifest).icons as { src: string; sizes: string }[]).filter(
    ({ sizes }) => sizes !== 'any',
  );
const script = (page: Page) =>
  page.locator('script[type=module]').first().getAttribute('src') as Promise<string>;
const openLecture = async (page: Page) => {
  await page.getByRole('button', { name: 'Lecture', exact: true }).click();
  await page.locator('.lecture-column h2').waitFor();
};

const temporary = mkdtempSync(join(tmpdir(), 'initscope-offline-'));
const newer = join(temporary, 'newer');
folder = join(temporary, 'served');
beforeAll(() =>
  build({
    base: './',
    build: { outDir: newer },
    logLevel: 'warn',
    plugins: [
      {
        name: 'newer',
        enforce: 'pre',
        load: (id) =>
          id.endsWith('/package.json') ? JSON.stringify({ version: NEWER }) : undefined,
      },
    ],
  }),
);
afterAll(() => rmSync(temporary, { recursive: true, force: true }));
afterEach(async () => {
  if (isUp) await server.close();
  isUp = false;
});

describe('without a network', () => {
  it('can be installed', async () => {
    publish(inject('built'));
    const page = await open({ cpu: true, at: TINY, worker: true, url: await serve() });
    await isKept(page);
    const browser = await page.context().newCDPSession(page);
    const { errors, data } = await browser.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    // Chromium loads the icons and compares them with what is said of them. Tests have private windows.
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
    const ids = installabilityErrors.map(({ errorId }) => errorId);
    expect(ids.filter((id) => id !== 'in-incognito')).toEqual([]);
    const sizes = await page.evaluate(
      (icons) =>
        Promise.all(
          icons.map(async ({ src }) => {
            const image = new Image();
            image.src = src;
            await image.decode();
            return `${image.naturalWidth}x${image.naturalHeight}`;
          }),
        ),
      pngs(data!),
    );
    expect(sizes).toEqual(pngs(data!).map((icon) => icon.sizes));
    expect(sizes.length).toBeGreaterThan(2);
  });

  it('gives the lecture with its formulas’ font, and digits, after one visit', async () => {
    publish(inject('built'));
    const page = await open({ cpu: true, at: TINY, worker: true, url: await serve(), fails: GONE });
    await isKept(page);
    await goOffline(page);
    // What the first visit has not loaded is there all the same.
    await openLecture(page);

    await page.reload();
    await runEnds(page);
    await page.locator('.lecture-column h2').waitFor();
    expect(await heading(page)).toMatch(/\w+/);
    expect(await page.locator('.lecture-column math').count()).toBeGreaterThan(0);
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].map(
        ({ family, status }) => `${family.replaceAll('"', '')} ${status}`,
      );
    });
    expect(fonts).toContain('Noto Sans Math loaded');

    await go(page, DIGITS);
    expect(await subtitle(page)).toContain('standardised digits');
    // And in a tab of its own, by a link, as from the installed page's icon.
    const next = await open({ beside: page, cpu: true, at: TINY, url: page.url().split('#')[0]! });
    expect(await subtitle(next)).toContain('6 layers');
  });

  it('gives a lesson that a link names, and the speaker’s window', async () => {
    publish(inject('built'));
    writeFileSync(join(folder, 'mine.md'), tinyLesson);
    const url = `${await serve()}?lesson=mine.md`;
    const page = await open({ cpu: true, at: TINY, worker: true, url, fails: GONE });
    await onStep(page, 'One');
    await isKept(page);
    await expect
      .poll(() => page.evaluate(async () => (await caches.match('mine.md'))?.ok))
      .toBe(true);
    await goOffline(page);
    await page.reload();
    await onStep(page, 'One');
    const [presenter] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
    await presenter.locator('.now h3', { hasText: 'One' }).waitFor();
  });
});

describe('a newer version', () => {
  it('is fetched unseen, leaves the page that runs alone, and has a word at the next start', async () => {
    publish(inject('built'));
    const url = await serve();
    const page = await openTiny({ worker: true, url });
    await isKept(page);
    const before = await script(page);

    publish(newer);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const waits = 'none installed activated';
    await expect.poll(() => workers(page)).toBe(waits);
    // In mid-lecture, and over a reload, nothing has changed: not even what had not been loaded before.
    await page.keyboard.press('PageDown');
    await onStep(page, 'Two');
    await page.reload();
    await onStep(page, 'Two');
    await runEnds(page);
    expect(await script(page)).toBe(before);
    await go(page, DIGITS);
    expect(await page.locator('.lab-remarks').isVisible()).toBe(false);
    expect(await workers(page)).toBe(waits);

    // The last of its pages is closed: from outside of the worker's folder one can watch it go.
    const outside = await page.context().newPage();
    await outside.goto(new URL('/outside', url).href);
    await page.close();
    await expect.poll(() => workers(outside)).toBe('none none activated');
    const next = await open({ beside: outside, cpu: true, at: TINY, url });
    expect(await next.locator('.lab-remarks').textContent()).toContain(
      `Updated to version ${NEWER}.`,
    );
    expect(await script(next)).not.toBe(before);
    expect(version).not.toBe(NEWER);
    await next.reload();
    await runEnds(next);
    expect(await next.locator('.lab-remarks').isVisible()).toBe(false);
  });
});
