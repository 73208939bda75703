import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { describe, expect, inject, it } from 'vitest';
import { open, readout, runEnds, useBrowser } from './page';

useBrowser();

const notice = (page: Page) => page.locator('.lab-notice');

/** A page of another site, which is as trusted as the lab, with the lab in a frame. */
async function embedded(sandbox: string | undefined, fails?: RegExp) {
  const page = await open({ cpu: true, small: true, fails });
  const [lab, outer] = [inject('url'), 'http://localhost:8123/course.html'];
  const attribute = sandbox === undefined ? '' : `sandbox="${sandbox}"`;
  const body = `<iframe src="${lab}#widths=32&depth=8" width="1200" height="700" ${attribute}></iframe>`;
  await page.route(outer, (route) => route.fulfill({ body, contentType: 'text/html' }));
  // As GitHub Pages serves files: a sandboxed page has no origin of its own.
  await page.route(`${lab}**`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'access-control-allow-origin': '*' };
    await route.fulfill({ response, headers });
  });
  await page.goto(outer);
  const frame = page.frameLocator('iframe');
  await frame.locator('.lab[data-run="done"]').waitFor();
  return { page, frame };
}

describe('a page whose storage is refused', () => {
  it.each<[string, () => void]>([
    [
      'altogether',
      () => {
        for (const name of ['sessionStorage', 'localStorage'])
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('Access is denied for this document.', 'SecurityError');
            },
          });
      },
    ],
    [
      'because it is full',
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };
      },
    ],
  ])('%s starts, and holds a lecture', async (_, before) => {
    const page = await open({ cpu: true, before });
    expect(await readout(page)).toMatch(/^Exploded/);
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    const count = page.locator('.lecture-footer .count');
    await expect.poll(() => count.textContent()).toMatch(/^1 of/);
    await page.keyboard.press('PageDown');
    await expect.poll(() => count.textContent()).toMatch(/^2 of/);
    await page.keyboard.press('Escape');
    await page.reload();
    await runEnds(page);
  });
});

describe('a screen that a browser does not keep awake', () => {
  it('is no reason to fail, when it is asked for or let go of', async () => {
    const page = await open({
      cpu: true,
      small: true,
      before: () => {
        const request = async () => ({ release: () => Promise.reject(new Error('none is held')) });
        Object.defineProperty(navigator, 'wakeLock', { value: { request } });
      },
    });
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await page.locator('.lecture-column h2').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.lab-lecture').waitFor({ state: 'hidden' });
    // What is refused unheard would be an error of the page.
    await page.waitForTimeout(200);
  });
});

describe('a page in another site’s frame', () => {
  it('that is sandboxed starts, holds a lecture, and says why it opens no window', async () => {
    const { frame } = await embedded('allow-scripts', /sandboxed|Permissions policy/);
    await frame.getByRole('button', { name: 'Lecture', exact: true }).click();
    await frame.locator('.lecture-column h2').waitFor();
    await frame.locator('body').press('PageDown');
    await expect.poll(() => frame.locator('.lecture-footer .count').textContent()).toMatch(/^2 of/);
    await frame.locator('body').press('s');
    const dialog = frame.getByRole('dialog', { name: 'could not be opened' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('open it in a tab of its own');
    await frame.locator('body').press('Escape');
    await frame.locator('body').press('f');
    await frame.locator('body').press('Escape');
    expect(await frame.locator('.lab').getAttribute('data-mode')).toBe(null);
  });

  it('has a speaker’s window that follows it and leads it', async () => {
    const { page, frame } = await embedded(undefined, /Permissions policy/);
    await frame.getByRole('button', { name: 'Lecture', exact: true }).click();
    await frame.locator('.lecture-column h2').waitFor();
    const [presenter] = await Promise.all([
      page.waitForEvent('popup'),
      frame.locator('body').press('s'),
    ]);
    await presenter.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => frame.locator('.lecture-footer .count').textContent()).toMatch(/^2 of/);
    await expect.poll(() => presenter.locator('.place').textContent()).toMatch(/, 2 of/);
    expect(await presenter.locator('.gone').textContent()).toBe('');
  });
});

describe('a page over plain http', () => {
  it('says that WebGPU needs https, and where that would be', async () => {
    const page = await open({ cpu: true, small: true });
    const { port, pathname } = new URL(inject('url'));
    await page.route(`http://lab.example:${port}/**`, async (route) => {
      const url = route.request().url().replace('lab.example', '127.0.0.1');
      await route.fulfill({ response: await route.fetch({ url }) });
    });
    await page.goto(`http://lab.example:${port}${pathname}?a=b#depth=3`);
    await runEnds(page);
    const text = await notice(page).textContent();
    expect(text).toContain('WebGPU needs https or localhost, and this page came over plain http.');
    expect(text).toContain(`Open https://lab.example:${port}${pathname}?a=b#depth=3 if`);
    expect(text).toContain(`http://localhost:${port}${pathname}?a=b#depth=3 works`);
    expect(text).not.toMatch(/does not support|current Chrome/);
    expect(await readout(page)).toMatch(/^Grew/);
  });
});

describe('a page that cannot start', () => {
  it('from a file says what to do', async () => {
    const page = await open({ cpu: true, small: true, fails: /CORS policy|ERR_FAILED/ });
    await page.goto(pathToFileURL(join(inject('built'), 'index.html')).href);
    await page.getByRole('heading', { name: 'cannot start from a file' }).waitFor();
    await page.getByText(/npm run preview.*serve this folder/).waitFor();
  });

  it('without JavaScript says so', async () => {
    const page = await open({ cpu: true, small: true });
    const context = await page.context().browser()!.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(inject('url'));
    await plain.locator('noscript p', { hasText: 'Initscope needs it' }).waitFor();
    await plain.getByRole('heading', { name: 'has not started' }).waitFor();
    await context.close();
  });

  it.each([
    ['its first script', 'index', /could not be loaded[\s\S]*reload the page/],
    ['the lab', 'mount', /could not start[\s\S]*dynamically imported[\s\S]*reload the page/],
  ])('for want of %s says so, and starts when it is there', async (_, name, sentence) => {
    const page = await open({ cpu: true, small: true, fails: /ERR_FAILED|dynamically imported/ });
    const scripts = `**/assets/${name}-*.js`;
    await page.route(scripts, (route) => route.abort());
    await page.reload();
    await expect.poll(() => notice(page).textContent()).toMatch(sentence);
    await expect.poll(() => notice(page).isVisible()).toBe(true);
    await page.unroute(scripts);
    await page.reload();
    await runEnds(page);
    expect(await notice(page).textContent()).not.toMatch(/could not/);
  });

  it('in the speaker’s window says so too', async () => {
    const page = await open({ cpu: true, small: true, fails: /ERR_FAILED|dynamically imported/ });
    await page.route('**/assets/presenter-*.js', (route) => route.abort());
    await page.goto(`${inject('url')}#presenter`);
    await page.reload();
    await expect.poll(() => notice(page).textContent()).toMatch(/could not start/);
  });

  it('by a fault of its own names it', async () => {
    const page = await open({ cpu: true, small: true, fails: /no observers today/ });
    await page.addInitScript(() => {
      window.ResizeObserver = class {
        constructor() {
          throw new Error('no observers today');
        }
      } as unknown as typeof ResizeObserver;
    });
    await page.reload();
    await expect.poll(() => notice(page).textContent()).toContain('no observers today');
    expect(await notice(page).textContent()).toContain('reload the page');
  });
});
