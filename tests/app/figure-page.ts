/** What tests of the lecture's figures do on a page. */
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { LONGEST } from '../../scripts/waiting.mjs';
import { serious } from './axe';
import { drop, TINY } from './lecture-page';
import { open, type PageOptions } from './page';

/** The page with a lesson of one step, whose figure is large and whose text names these values. */
export async function openFigure(
  name: string,
  values: readonly string[],
  options: PageOptions = {},
) {
  const page = await open({ cpu: true, early: true, at: TINY, ...options });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const text = values.map((value) => `${value} {{figure.${value}}}`).join(', ');
  const fields = `lesson: L\nchapter: C\nminutes: 1\nexperiment: { widths: [16], depth: 2, batch: 8 }\nfigure: { name: ${name}, large: true }`;
  await drop(page, 'lesson.md', `---\n${fields}\n---\n# ${name}\n\n${text}\n\n???\nSay.\n`);
  await page.locator('.figure').waitFor();
  await valuesCome(page);
  return page;
}

/** Waits until the figure has given every value. */
export const valuesCome = (page: Page) =>
  page.waitForFunction(
    () =>
      [...document.querySelectorAll('.words .live')].every(({ textContent }) =>
        /\d/.test(textContent),
      ),
    null,
    { timeout: LONGEST },
  );

/** The values in the text, as a person reads them. */
export const values = (page: Page) => page.locator('.words .live').allTextContents();

/** The text follows in a moment. */
export const reads = (page: Page, expected: readonly string[]) =>
  expect.poll(() => values(page)).toEqual(expected);

export const alternative = (page: Page) =>
  page.locator('.figure .picture').getAttribute('aria-label');

/** What axe finds serious in the figure. */
export const seriousInFigure = (page: Page) => serious(page, '.figure');

/** Everything that a finger goes for, and is too small for it. */
export const small = (page: Page) =>
  page.locator('.figure :is(button, label)').evaluateAll((all) =>
    all.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      return Math.min(width, height) < 44 ? [one.outerHTML] : [];
    }),
  );
