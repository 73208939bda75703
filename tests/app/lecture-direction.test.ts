import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { drop } from './lecture-page';
import { open, runEnds, useBrowser } from './page';

useBrowser();

const experiment = 'experiment: { widths: [16], depth: 6, batch: 8 }';
const lesson = `---
lesson: שיעור
chapter: אתחול משקלות
${experiment}
---
### כותרת

$x = 1$ הוא **{{variance 1}}** בשכבה.

English in between.

- פריט
- item

> ציטוט

| שם | ערך |
|--|--|
| א | 1 |

---
question: { ask: מה יקרה?, options: [יתפוצץ, holds], right: יתפוצץ, reveal: "היה {{variance 2}}." }
---
### שאלה

???
הערות לדובר.

---
question: { ask: באיזו שכבה?, low: 0, high: 10, right: 4, unit: שכבות, reveal: ארבע. }
---
### מספר
`;

async function openHebrew(): Promise<Page> {
  const page = await open({ cpu: true, width: 1280, height: 720 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await drop(page, 'hebrew.md', lesson);
  await page.locator('.lecture-column h3', { hasText: 'כותרת' }).waitFor();
  await runEnds(page);
  return page;
}

const directionOf = (locator: Locator) =>
  locator.first().evaluate((element) => getComputedStyle(element).direction);

/** The sides of a text's glyphs, and of the block in which it stands. */
const sidesOf = (locator: Locator) =>
  locator.first().evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
    const style = getComputedStyle(element);
    return {
      text: [text.left, text.right] as const,
      box: [
        box.left + Number.parseFloat(style.paddingLeft),
        box.right - Number.parseFloat(style.paddingRight),
      ] as const,
    };
  });

/** Half a pixel and its rounding: glyphs end between two. */
const NEAR = 1;
async function standsAt(locator: Locator, side: 'left' | 'right') {
  const { text, box } = await sidesOf(locator);
  const i = side === 'left' ? 0 : 1;
  expect(Math.abs(text[i] - box[i]), (await locator.first().textContent()) ?? '').toBeLessThan(
    NEAR,
  );
}

describe('a lesson that is written from right to left', () => {
  it('runs so in the column, with its formulas and numbers from left to right', async () => {
    const page = await openHebrew();
    const words = page.locator('.words');
    for (const selector of ['h3', 'ul', 'blockquote', 'table', '.lesson-text'])
      expect([selector, await directionOf(page.locator(`.words ${selector}`))]).toEqual([
        selector,
        'rtl',
      ]);
    expect(await directionOf(page.locator('.lecture-column h2'))).toBe('rtl');
    const paragraphs = words.locator('.lesson-text > p');
    // A formula’s letters do not count.
    expect(await directionOf(paragraphs.nth(0))).toBe('rtl');
    expect(await directionOf(paragraphs.nth(1))).toBe('ltr');
    for (const selector of ['math', '.live']) {
      const style = await words
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { direction, unicodeBidi } = getComputedStyle(element);
          return { direction, unicodeBidi };
        });
      expect(style).toEqual({ direction: 'ltr', unicodeBidi: 'isolate' });
    }
    await standsAt(words.locator('h3'), 'right');
    await standsAt(words.locator('li').nth(0), 'right');
    await standsAt(words.locator('li').nth(1), 'right');
    await standsAt(page.locator('.lecture-column h2'), 'right');
    await standsAt(paragraphs.nth(1), 'left');
    // Before the sentence’s other words, and the table’s first column: on the right.
    const centre = async (locator: Locator) => {
      const box = (await locator.boundingBox())!;
      return box.x + box.width / 2;
    };
    expect(await centre(words.locator('math'))).toBeGreaterThan(
      await centre(words.locator('.live')),
    );
    expect(await centre(words.locator('th').nth(0))).toBeGreaterThan(
      await centre(words.locator('th').nth(1)),
    );
  });

  it('runs so in the footer, the overview, questions and what came of them', async () => {
    const page = await openHebrew();
    expect(await directionOf(page.locator('.lecture-footer .chapter'))).toBe('rtl');
    await page.keyboard.press('o');
    const overview = page.locator('.lecture-overview');
    expect(await directionOf(overview.locator('h2'))).toBe('rtl');
    await standsAt(overview.locator('h2'), 'right');
    expect(await directionOf(overview.locator('button'))).toBe('rtl');
    await standsAt(overview.locator('small'), 'right');
    await page.keyboard.press('Escape');

    await page.keyboard.press('PageDown');
    const question = page.locator('.lecture-question');
    await question.waitFor();
    expect(await directionOf(question.locator('.asked'))).toBe('rtl');
    await standsAt(question.locator('.asked p'), 'right');
    // Our own sentences end with their full stop.
    expect(await directionOf(question.locator('.held'))).toBe('ltr');
    const [exploding, holding] = [
      question.locator('.option').nth(0),
      question.locator('.option').nth(1),
    ];
    expect(await directionOf(exploding)).toBe('rtl');
    expect(await directionOf(holding)).toBe('ltr');
    const [key, option] = [
      (await exploding.locator('kbd').boundingBox())!,
      (await exploding.boundingBox())!,
    ];
    expect(key.x).toBeGreaterThan(option.x + option.width / 2);
    await holding.click();
    const outcome = page.locator('.lecture-outcome');
    await outcome.waitFor();
    expect(await directionOf(outcome)).toBe('rtl');
    await standsAt(outcome.locator('dt'), 'right');

    await page.keyboard.press('PageDown');
    expect(await directionOf(question.locator('output'))).toBe('rtl');
    expect(await directionOf(question.locator('.number-line'))).toBe('ltr');
  });

  it('runs so in the presenter’s window', async () => {
    const page = await openHebrew();
    await page.keyboard.press('PageDown');
    const [presenter] = await Promise.all([
      page.waitForEvent('popup'),
      page.bringToFront().then(() => page.keyboard.press('s')),
    ]);
    await presenter.locator('.now h3').waitFor();
    await standsAt(presenter.locator('.notes .lesson-text p'), 'right');
    await standsAt(presenter.locator('.now h3'), 'right');
    expect(await presenter.locator('figcaption').textContent()).toBe('Hidden. Answer: יתפוצץ.');
    expect(await presenter.locator('figcaption bdi').textContent()).toBe('יתפוצץ');
    expect(await presenter.locator('.place bdi').textContent()).toBe('אתחול משקלות');
  });
});
