import type { Page } from 'playwright';
import { describe, expect, inject, it } from 'vitest';
import { drop, heading, openTiny, tinyLesson } from './lecture-page';
import { open, runEnds, useBrowser } from './page';

useBrowser();

async function presenterOf(page: Page): Promise<Page> {
  const [presenter] = await Promise.all([
    page.waitForEvent('popup'),
    page.bringToFront().then(() => page.keyboard.press('s')),
  ]);
  await presenter.locator('.now h3').waitFor();
  return presenter;
}

const now = (presenter: Page, text: string) =>
  presenter.locator('.now h3', { hasText: text }).waitFor();
const saysNow = (presenter: Page) => presenter.locator('.now h3').textContent();
const onScreen = (page: Page, text: string) =>
  page.locator('.lecture-column h3', { hasText: text }).waitFor();

describe('the presenter’s window', () => {
  it('follows the lecture and leads it, with notes, the next step and live values', async () => {
    const page = await openTiny({ shared: true });
    const presenter = await presenterOf(page);
    // It has no lab behind it.
    expect(await presenter.locator('.lab-panel, .lab-scene').count()).toBe(0);
    expect(await presenter.locator('.notes').textContent()).toContain('Say one.');
    expect(await presenter.locator('.coming').textContent()).toContain('Two');
    const live = await page.locator('.words .live').textContent();
    await presenter.locator('.now .live', { hasText: live! }).waitFor();

    await page.keyboard.press('PageDown');
    await now(presenter, 'Two');
    expect(await presenter.locator('figcaption').textContent()).toContain('beta');
    await presenter.keyboard.press('PageDown');
    await page.locator('.lecture-outcome').waitFor();
    await presenter.getByRole('button', { name: 'Next' }).click();
    await onScreen(page, 'Three');
    await presenter.keyboard.press('b');
    await page.locator('.lecture-curtain').waitFor();
  });

  it('survives a reload of either, and says so when the lecture is gone', async () => {
    const page = await openTiny();
    const presenter = await presenterOf(page);
    await page.keyboard.press('PageDown');
    await now(presenter, 'Two');
    await presenter.getByRole('button', { name: 'Start' }).click();

    await presenter.reload();
    await now(presenter, 'Two');
    expect(await presenter.getByRole('button', { name: 'Reset' }).count()).toBe(1);
    await page.reload();
    await onScreen(page, 'Two');
    await runEnds(page);
    await presenter.keyboard.press('PageUp');
    await onScreen(page, 'One');
    await now(presenter, 'One');

    const gone = presenter.locator('.gone');
    await expect.poll(() => gone.textContent()).toBe('');
    await page.bringToFront();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => gone.textContent())
      .toContain('The lecture was closed. Reopen it and this window reconnects.');
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await expect.poll(() => gone.textContent()).toBe('');
  });

  it('belongs to the lecture that has opened it, and to no other', async () => {
    const first = await openTiny();
    const firsts = await presenterOf(first);
    const second = await openTiny({ beside: first });
    const seconds = await presenterOf(second);
    await seconds.keyboard.press('PageDown');
    await onScreen(second, 'Two');
    await now(seconds, 'Two');
    // As long as the presenters need to hear from everybody.
    await first.waitForTimeout(1500);
    expect([await heading(first), await saysNow(firsts)]).toEqual(['One', 'One']);

    await Promise.all([first, firsts, second].map((page) => page.reload()));
    await onScreen(first, 'One');
    await onScreen(second, 'Two');
    await now(firsts, 'One');
    await seconds.keyboard.press('PageDown');
    await seconds.keyboard.press('PageDown');
    await now(seconds, 'Three');
    await firsts.keyboard.press('PageDown');
    await now(firsts, 'Two');
    await first.waitForTimeout(1500);
    expect([await heading(first), await heading(second)]).toEqual(['Two', 'Three']);
    expect([await saysNow(firsts), await saysNow(seconds)]).toEqual(['Two', 'Three']);

    // Leaving one lecture is no news to the other's window.
    await second.bringToFront();
    await second.keyboard.press('Escape');
    await expect.poll(() => seconds.locator('.gone').textContent()).toContain('was closed');
    expect(await firsts.locator('.gone').textContent()).toBe('');
  });

  it('does not follow a duplicate of its lecture’s tab', async () => {
    const page = await openTiny();
    const presenter = await presenterOf(page);
    const duplicate = await open({ cpu: true, small: true, beside: page });
    const storage = await page.evaluate(() => Object.entries(sessionStorage));
    expect(storage.length).toBeGreaterThan(0);
    await duplicate.evaluate((entries) => {
      for (const [name, text] of entries) sessionStorage.setItem(name, text);
    }, storage);
    await duplicate.reload();
    await onScreen(duplicate, 'One');
    await presenter.keyboard.press('PageDown');
    await onScreen(page, 'Two');
    await duplicate.waitForTimeout(1500);
    expect(await heading(duplicate)).toBe('One');
    const its = await presenterOf(duplicate);
    await its.getByRole('button', { name: 'Next' }).click();
    await its.getByRole('button', { name: 'Next' }).click();
    await onScreen(duplicate, 'Two');
    await now(its, 'Two');
    await page.waitForTimeout(1500);
    expect([await heading(page), await saysNow(presenter)]).toEqual(['Two', 'Two']);
    expect(await page.locator('.lecture-question').isVisible()).toBe(true);
  });

  it('is opened once, and again when it is closed', async () => {
    const page = await openTiny({
      before: () => {
        const speakers = new Set<Window>();
        Object.assign(globalThis, { speakers });
        addEventListener('message', ({ source }) => speakers.add(source as Window));
      },
    });
    const presenter = await presenterOf(page);
    await page.reload();
    await onScreen(page, 'One');
    await presenter.keyboard.press('PageDown');
    await onScreen(page, 'Two');
    await page.bringToFront();
    await page.keyboard.press('s');
    await page.waitForTimeout(500);
    expect(page.context().pages()).toHaveLength(2);
    await now(presenter, 'Two');
    await presenter.close();
    // A browser may tell a moment later.
    await page.waitForFunction(() =>
      [...(globalThis as never as { speakers: Set<Window> }).speakers].every((one) => one.closed),
    );
    await now(await presenterOf(page), 'Two');
  });

  it('ignores what it does not understand, as its lecture does', async () => {
    const page = await openTiny({ shared: true });
    const presenter = await presenterOf(page);
    await presenter.evaluate(() => {
      const wrong = [
        null,
        'there',
        7,
        [],
        { kind: 'toString' },
        { kind: 'there' },
        { kind: 'there', names: [7] },
        { kind: 'act' },
        { kind: 'act', name: 'constructor' },
        { kind: 'act', name: 'leave' },
        { kind: 'lesson', lesson: {} },
        { kind: 'lesson', lesson: { title: '', chapters: [{}] } },
        { kind: 'moment' },
        { kind: 'moment', moment: { position: { chapter: 99, step: 0 }, revealed: true } },
        { kind: 'here', values: 'none' },
        { kind: 'picture', picture: 'none' },
        { kind: ['gone'] },
      ];
      const say = (from: Window, to: Window) => {
        // Of the window whose function it is.
        const { Function: Of } = from as unknown as typeof globalThis;
        const post = Of('to', 'message', 'to.postMessage(message, "/")');
        for (const said of wrong)
          for (const speaker of ['initscope.lecture', 'initscope.presenter', undefined]) {
            post(to, { speaker, said });
            post(to, said);
          }
      };
      say(window, window.opener);
      say(window.opener, window);
    });
    await presenter.waitForTimeout(1000);
    expect([await heading(page), await saysNow(presenter)]).toEqual(['One', 'One']);
    await presenter.keyboard.press('PageDown');
    await onScreen(page, 'Two');
    await now(presenter, 'Two');
    expect(await presenter.locator('.gone').textContent()).toBe('');
  });

  it('is told what a covered lecture plays, which gets no frames', async () => {
    const page = await open({
      cpu: true,
      small: true,
      before: () => {
        window.requestAnimationFrame = () => 1;
      },
    });
    const text = tinyLesson.replace('### Four', '### Four\n\nIn the end {{variance 6}}.');
    await drop(page, 'tiny.md', text);
    await onScreen(page, 'One');
    const presenter = await presenterOf(page);
    await presenter.keyboard.press('End');
    await now(presenter, 'Four');
    const live = presenter.locator('.now .live');
    expect(await live.textContent()).toBe('…');
    await expect.poll(() => live.textContent()).toMatch(/\d/);
  });

  it('that a browser refuses to open is missed in a sentence', async () => {
    const page = await openTiny({
      before: () => {
        window.open = () => null;
      },
    });
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'The speaker’s window could not be opened' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('Allow pop-ups');
    await page.keyboard.press('Escape');
    expect(await heading(page)).toBe('One');
  });

  it('gets a small picture of the scene', async () => {
    const page = await openTiny({ cpu: false });
    const presenter = await presenterOf(page);
    await presenter.locator('figure img[src^="blob:"]').waitFor();
    const width = await presenter
      .locator('figure img')
      .evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.naturalWidth;
      });
    expect(width).toBeGreaterThan(100);
  });
});

describe('a lesson of one’s own', () => {
  it('with a mistake is refused by file, line and field, and loses nothing', async () => {
    const page = await openTiny({ shared: true });
    await page.keyboard.press('PageDown');
    await drop(page, 'mine.md', tinyLesson.replace('depth: 6', 'depth: -6'));
    const dialog = page.getByRole('dialog', { name: 'This lesson cannot be shown' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/mine\.md, line 5, experiment\.depth: .*-6/);
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(false);
    expect(await heading(page)).toBe('Two');
    expect(await page.locator('.lecture-question').isVisible()).toBe(true);
  });

  it('is refused in the lab as well, which stays as it is', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const before = await page.locator('.lab-experiment').textContent();
    await drop(page, 'notes.txt', 'no lesson');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').textContent()).toContain('notes.txt, line 1');
    expect(await page.locator('.lab-experiment').textContent()).toBe(before);
    expect(await page.locator('.lab-lecture').isVisible()).toBe(false);
  });

  it('is opened by a link to a file of the same server', async () => {
    const page = await open({ cpu: true, small: true });
    await page.route('**/lessons/mine.md', (route) => route.fulfill({ body: tinyLesson }));
    await page.goto(`${inject('url')}?lesson=lessons/mine.md`);
    await onScreen(page, 'One');
  });

  it('is not read from another server, and the lecture’s own stands in', async () => {
    const page = await open({ cpu: true, small: true });
    await page.goto(`${inject('url')}?lesson=https://example.org/mine.md`);
    const dialog = page.getByRole('dialog', { name: 'This lesson cannot be shown' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('on another server');
    await page.locator('.lecture-column h3').waitFor();
  });
});

describe('a lecture that cannot be loaded', () => {
  it('says so, keeps the lab, and opens when the network is back', async () => {
    // The failed request is an error in the console as well, and is meant to be.
    const page = await open({ cpu: true, small: true, fails: /ERR_FAILED/ });
    const before = await page.locator('.lab-experiment').textContent();
    await page.route('**/assets/lecture-*.js', (route) => route.abort());
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    const notice = page.locator('.lab-notice');
    await expect.poll(() => notice.textContent()).toContain('The lecture could not be opened');
    expect(await page.locator('.lab-experiment').textContent()).toBe(before);
    await page.unroute('**/assets/lecture-*.js');
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await page.locator('.lecture-column h2').waitFor();
    await expect.poll(() => notice.textContent()).not.toContain('could not be opened');
  });
});
