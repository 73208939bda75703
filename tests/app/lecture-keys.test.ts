import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { LONGEST } from '../../scripts/waiting.mjs';
import { count, heading, openTiny, settings } from './lecture-page';
import { checked, choose, open, runEnds, useBrowser } from './page';

useBrowser();

const mode = (page: Page, name: string) =>
  page.evaluate((key) => document.querySelector<HTMLElement>('.lab')!.dataset[key], name);
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const isOpen = (page: Page, selector: string) => page.locator(selector).isVisible();
const seed = (page: Page) => page.getByRole('textbox', { name: 'seed', exact: true }).inputValue();

describe('a clicker', () => {
  it('turns pages wherever the focus is, but not while one types', async () => {
    const page = await openTiny();
    // As a picture may that has a use for all keys.
    await page
      .locator('.lab-chart')
      .evaluate((chart) => chart.addEventListener('keydown', (event) => event.stopPropagation()));
    await page.locator('.lab-chart').focus();
    await press(page, 'PageDown');
    expect(await heading(page)).toBe('Two');
    await page.locator('.lab-chart').focus();
    await press(page, 'PageUp');
    expect(await heading(page)).toBe('One');
    await press(page, 'h');
    await page.getByRole('textbox', { name: 'seed', exact: true }).focus();
    await press(page, 'PageDown', 'b', 'o');
    expect(await heading(page)).toBe('One');
    expect(await isOpen(page, '.lecture-curtain')).toBe(false);
  });

  it('goes to the ends and no further', async () => {
    const page = await openTiny({ shared: true });
    await press(page, 'PageUp');
    expect(await count(page)).toBe('1 of 4');
    await press(page, 'End', 'PageDown');
    expect(await count(page)).toBe('4 of 4');
    await press(page, 'Home');
    expect(await heading(page)).toBe('One');
  });

  it('leaves arrows and Space to what has the focus and a use for them', async () => {
    const page = await openTiny({ shared: true });
    await press(page, ' ', 'ArrowLeft', 'ArrowRight');
    expect(await heading(page)).toBe('Two');
    await press(page, 'PageDown', 'PageDown');
    const slider = page.getByRole('slider', { name: 'your guess' });
    const before = Number(await slider.inputValue());
    await slider.press('ArrowRight');
    expect(Number(await slider.inputValue())).toBe(before + 1);
    await page.getByRole('button', { name: 'Back', exact: true }).press(' ');
    expect(await heading(page)).toBe('Two');
  });
});

describe('a question', () => {
  it('holds the run back until it is answered, and keeps the guess beside the outcome', async () => {
    const page = await openTiny({ shared: true });
    await press(page, 'PageDown');
    await runEnds(page);
    expect(await isOpen(page, '.lecture-question')).toBe(true);
    expect(await isOpen(page, '.lab-readout')).toBe(false);
    expect(await page.locator('.lecture-outcome').count()).toBe(0);
    // No answer has this number, and no scheme is chosen instead.
    const before = await settings(page);
    await press(page, '7');
    expect(await settings(page)).toEqual(before);
    expect(await isOpen(page, '.lecture-question')).toBe(true);
    await press(page, '1');
    expect(await isOpen(page, '.lecture-question')).toBe(false);
    expect(await isOpen(page, '.lab-readout')).toBe(true);
    expect(await page.locator('.lecture-outcome dd').allTextContents()).toEqual(['alpha', 'beta']);
    expect(await page.locator('.lecture-outcome').textContent()).toMatch(/It was \d/);
    expect(await settings(page)).toEqual(before);
    await press(page, 'PageDown', 'PageUp');
    expect(await heading(page)).toBe('Two');
    expect(await isOpen(page, '.lecture-question')).toBe(true);
  });

  it('is shown without a guess by going on, and asked again by going back', async () => {
    const page = await openTiny({ shared: true });
    await press(page, 'PageDown', 'PageDown');
    expect(await page.locator('.lecture-outcome dd').allTextContents()).toEqual(['beta']);
    await press(page, 'PageUp');
    expect(await isOpen(page, '.lecture-question')).toBe(true);
    await press(page, 'PageUp');
    expect(await heading(page)).toBe('One');
  });

  it('takes a number from a line', async () => {
    const page = await openTiny({ shared: true });
    await press(page, 'PageDown', 'PageDown', 'PageDown');
    const slider = page.getByRole('slider', { name: 'your guess' });
    await slider.fill('7');
    await slider.press('Enter');
    expect(await page.locator('.lecture-outcome dd').allTextContents()).toEqual([
      '7 layers',
      '4 layers',
    ]);
    const [guess, right] = await page
      .locator('.lecture-outcome .track span')
      .evaluateAll((dots) => dots.map((dot) => (dot as HTMLElement).style.left));
    expect([guess, right]).toEqual(['70%', '40%']);
  });
});

/** A key as a keyboard of another layout sends it. */
const send = (
  page: Page,
  key: string,
  code: string,
  more: { shiftKey?: true; isComposing?: true; keyCode?: number } = {},
) =>
  page.evaluate(
    (init) =>
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', init)),
    { key, code, bubbles: true, cancelable: true, ...more },
  );
const scaleOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--scale'));

describe('keyboards of other layouts', () => {
  it('answer questions by the places of digits, and do not resize the page', async () => {
    const page = await openTiny();
    const before = await scaleOf(page);
    // AZERTY's 6, of which there is no answer, and Czech 1.
    await press(page, 'PageDown');
    await send(page, '-', 'Digit6');
    expect(await isOpen(page, '.lecture-question')).toBe(true);
    await send(page, '+', 'Digit1');
    expect(await isOpen(page, '.lecture-question')).toBe(false);
    expect(await page.locator('.lecture-outcome dd').allTextContents()).toEqual(['alpha', 'beta']);
    expect(await scaleOf(page)).toBe(before);
    await press(page, 'PageUp');
    // AZERTY's 2, with Shift.
    await send(page, '2', 'Digit2', { shiftKey: true });
    expect(await page.locator('.lecture-outcome dd').allTextContents()).toEqual(['beta', 'beta']);
    expect(await scaleOf(page)).toBe(before);
    // Its plus is a plus.
    await send(page, '+', 'Equal', { shiftKey: true });
    expect(await scaleOf(page)).not.toBe(before);
  });

  it('have letters by their places, where they are no Latin ones', async () => {
    const page = await openTiny({ shared: true });
    await send(page, 'р', 'KeyH');
    expect(await isOpen(page, '.lab-panel')).toBe(true);
    const before = await seed(page);
    await send(page, 'к', 'KeyR');
    expect(await seed(page)).not.toBe(before);
    await send(page, 'щ', 'KeyO');
    expect(await isOpen(page, '.lecture-overview')).toBe(true);
    await send(page, 'щ', 'KeyO');
    expect(await isOpen(page, '.lecture-overview')).toBe(false);
    await send(page, "'", 'KeyW');
    expect(await isOpen(page, '.lecture-curtain')).toBe(true);
  });

  it('blacken the screen with a clicker’s point, whatever it prints', async () => {
    const page = await openTiny({ shared: true });
    for (const point of [':', 'ю', 'ç', '.']) {
      await send(page, point, 'Period');
      expect(await isOpen(page, '.lecture-curtain')).toBe(true);
      await press(page, 'PageDown');
      expect(await isOpen(page, '.lecture-curtain')).toBe(false);
    }
    expect(await heading(page)).toBe('One');
  });

  it('choose schemes in the lab by the places of digits', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await send(page, 'è', 'Digit7');
    expect(await page.locator('.flash').textContent()).toMatch(/^7: kaiming_uniform/);
  });

  it('do nothing through an input method', async () => {
    const page = await openTiny({ shared: true });
    const before = await settings(page);
    await send(page, 'Process', 'KeyC', { keyCode: 229 });
    await send(page, 'r', 'KeyR', { isComposing: true });
    await send(page, 'Escape', 'Escape', { isComposing: true });
    expect(await settings(page)).toEqual(before);
    expect(await mode(page, 'mode')).toBe('lecture');
  });
});

describe('a step’s setting', () => {
  it('comes back with one key after a hand has changed it', async () => {
    const page = await openTiny();
    const [back, own] = [
      page.getByRole('button', { name: 'Restore this step' }),
      await settings(page),
    ];
    expect(await back.isVisible()).toBe(false);
    await press(page, 'r', '5', 'c');
    await runEnds(page);
    expect(await settings(page)).not.toEqual(own);
    expect(await back.isVisible()).toBe(true);
    await press(page, 'Backspace');
    expect(await settings(page)).toEqual(own);
    expect(await back.isVisible()).toBe(false);
    // Type that the hall needs is not the step's.
    await press(page, '+');
    expect(await back.isVisible()).toBe(false);
  });
});

describe('keys of the lecture', () => {
  it('black and white the screen until any key', async () => {
    const page = await openTiny({ shared: true });
    const colour = () =>
      page.locator('.lecture-curtain').evaluate((one) => getComputedStyle(one).backgroundColor);
    await press(page, 'b');
    expect(await colour()).toBe('rgb(0, 0, 0)');
    await press(page, 'PageDown');
    expect(await isOpen(page, '.lecture-curtain')).toBe(false);
    expect(await heading(page)).toBe('One');
    await press(page, '.', '.', 'w');
    expect(await colour()).toBe('rgb(255, 255, 255)');
  });

  it('show the controls, a spotlight, all chapters and all keys, and Escape closes them', async () => {
    const page = await openTiny({ shared: true });
    expect(await isOpen(page, '.lab-panel')).toBe(false);
    await press(page, 'h');
    expect(await isOpen(page, '.lab-panel')).toBe(true);
    expect(await isOpen(page, '.lab-playback')).toBe(true);
    await press(page, 'h', 'l');
    expect(await isOpen(page, '.lecture-spotlight')).toBe(true);
    await press(page, 'Escape');
    expect(await isOpen(page, '.lecture-spotlight')).toBe(false);

    await press(page, 'o', 'ArrowRight', 'Enter');
    expect(await heading(page)).toBe('Four');
    await press(page, 'o', 'o');
    expect(await isOpen(page, '.lecture-overview')).toBe(false);

    await press(page, '?');
    const help = page.locator('dialog.help');
    expect(await help.textContent()).toMatch(/Page Down.*5xavier_uniform/);
    await press(page, 'Escape');
    expect(await help.isVisible()).toBe(false);
    expect(await mode(page, 'mode')).toBe('lecture');
    await press(page, 'Escape');
    expect(await mode(page, 'mode')).toBeUndefined();
    expect(await isOpen(page, '.lab-lecture')).toBe(false);
    expect(await isOpen(page, '.lab-panel')).toBe(true);
  });

  it('leave nothing behind in the lab, whose own keys go on', async () => {
    const page = await openTiny({ shared: true });
    await press(page, 'h');
    const before = await seed(page);
    await press(page, 'r');
    expect(await seed(page)).not.toBe(before);
    await page.getByRole('button', { name: 'Leave' }).click();
    await press(page, 'b', 'PageDown');
    expect(await mode(page, 'mode')).toBeUndefined();
    expect(await isOpen(page, '.lecture-curtain')).toBe(false);
    expect(await isOpen(page, '.lab-panel')).toBe(true);
    await press(page, '8');
    await runEnds(page);
    expect(await checked(page, 'weights').inputValue()).toBe('lecun_normal');
    await press(page, 'p');
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(1);
  });
});

describe('a clicker’s start button, which sends F5 and then Escape', () => {
  const compared = (page: Page) => page.locator('.lab-words .compared span').first().textContent();
  /** All that a reload or an Escape could lose. */
  const whole = async (page: Page) => {
    await runEnds(page);
    return {
      heading: await heading(page),
      outcome: await page.locator('.lecture-outcome dd').allTextContents(),
      settings: await settings(page),
      compared: await compared(page),
      scale: await scaleOf(page),
      canRestore: await page.locator('.lecture-footer .restore').isVisible(),
    };
  };

  /** At the second step, with a guess, a comparison by hand, and larger type. */
  async function changed() {
    const page = await openTiny();
    await press(page, 'PageDown', '1', 'h', '+');
    await choose(page, 'side by side');
    await press(page, '5');
    return page;
  }

  it('goes on at the same step after F5, comparison and all', async () => {
    const page = await changed();
    const before = await whole(page);
    expect(before).toMatchObject({ heading: 'Two', outcome: ['alpha', 'beta'], canRestore: true });
    expect(before.compared).toMatch(/^lecun_normal,/);
    await page.reload();
    await page.locator('.lecture-outcome').waitFor();
    expect(await whole(page)).toEqual(before);
    // The step itself can be gone back to.
    await press(page, 'Backspace');
    expect(await page.locator('.lecture-footer .restore').isVisible()).toBe(false);
    expect(await mode(page, 'mode')).toBe('lecture');
  });

  it.each(['PageDown', 'PageUp', '.', 'F5'])('is taken back by %s after Escape', async (key) => {
    const page = await changed();
    const before = await whole(page);
    await press(page, 'Escape');
    expect(await mode(page, 'mode')).toBeUndefined();
    expect(await page.locator('.flash').textContent()).toBe(
      'Lecture closed. Page Down returns to it.',
    );
    // What is done in the lab meanwhile is the lab's.
    await press(page, '6');
    if (key === 'F5') await page.reload();
    else await press(page, key);
    await page.locator('.lecture-outcome').waitFor();
    expect(await whole(page)).toEqual(before);
    await press(page, 'PageDown');
    expect(await heading(page)).toBe('Three');
  });

  it('has nothing to return to once the lecture has been left by its button', async () => {
    const page = await openTiny();
    await press(page, 'Escape', 'PageDown');
    expect(await mode(page, 'mode')).toBe('lecture');
    await page.getByRole('button', { name: 'Leave' }).click();
    await press(page, 'PageDown');
    expect(await mode(page, 'mode')).toBeUndefined();
    await page.reload();
    await runEnds(page);
    expect(await mode(page, 'mode')).toBeUndefined();
  });

  it.each(['{', '{"position":{"chapter":1,"step":0},"dropped":{"chapters":7}}', '7'])(
    'begins anew where %j was kept, which is then forgotten',
    async (kept) => {
      const page = await open({ cpu: true, small: true });
      await page.evaluate((text) => sessionStorage.setItem('initscope.lecture', text), kept);
      await page.reload();
      await page.locator('.lecture-column h2').waitFor();
      expect(await count(page)).toMatch(/^1 of /);
      expect(await page.evaluate(() => sessionStorage.getItem('initscope.lecture'))).toContain(
        '"link"',
      );
    },
  );
});

describe('in the lab', () => {
  it('digits choose schemes and say which, and P plays', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await press(page, '6');
    await runEnds(page);
    expect(await page.locator('.flash').textContent()).toContain('kaiming_normal');
    expect(await page.locator('.lab-experiment').textContent()).toContain('kaiming_normal');
    await press(page, 'p');
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(1);
    await press(page, '?');
    expect(await isOpen(page, 'dialog.help')).toBe(true);
  });
});

describe('a pointer at rest', () => {
  it('is hidden after three seconds, and seen again when it moves', async () => {
    const page = await openTiny({ shared: true });
    await page.mouse.move(300, 300);
    expect(await mode(page, 'pointer')).toBeUndefined();
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('.lab')!.dataset.pointer === 'idle',
      null,
      { timeout: LONGEST },
    );
    const cursor = await page.evaluate(
      () => getComputedStyle(document.elementFromPoint(300, 300)!).cursor,
    );
    expect(cursor).toBe('none');
    await page.mouse.move(310, 300);
    expect(await mode(page, 'pointer')).toBeUndefined();
  });
});

describe('the lecture', () => {
  it('plays a step’s run, but not for those who want stillness', async () => {
    const page = await openTiny({ shared: true });
    const playing = () => page.getByRole('button', { name: 'Pause', includeHidden: true }).count();
    await press(page, 'End');
    expect(await playing()).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await press(page, 'Home', 'End');
    expect(await playing()).toBe(1);
  });

  it('keeps the screen awake while it is open', async () => {
    const page = await openTiny({
      before: () => {
        let held = 0;
        const request = async () => {
          document.title = String(++held);
          return {
            release: async () => {
              document.title = String(--held);
            },
          };
        };
        Object.defineProperty(navigator, 'wakeLock', { value: { request } });
      },
    });
    expect(await page.title()).toBe('1');
    await press(page, 'Escape');
    expect(await page.title()).toBe('0');
  });
});
