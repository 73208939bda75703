import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { drop, settings } from './lecture-page';
import { isAsked, next } from './lecture-walk';
import { checked, open, runEnds, useBrowser } from './page';

useBrowser();

const folder = join(import.meta.dirname, '../../src/lecture/beats');
/** The lecture with networks that are computed at once wherever it goes; and with comparisons. */
const lesson = [
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) =>
      readFileSync(join(folder, name), 'utf8')
        // Theory tells nothing of 30 narrow layers of SiLU, and a text names what it tells.
        .replace(/widths: \[(\d+)\]/g, (_, width) => `widths: [${width === '256' ? 64 : 16}]`)
        .replace(/lastWidth: \d+/g, 'lastWidth: 4'),
    ),
  ...[
    'chapter: Compared\nminutes: 1\nview: { comparison: beside }',
    'view: { comparison: ghost, seeds: 8 }\nexperiment: { scheme: lecun_normal }',
    'view: { comparison: off }',
  ].map((fields, i) => `---\n${fields}\n---\n### Compared ${i}\n\n???\nSay.\n\n`),
].join('\n');

/** What is drawn and told of a step's runs. */
const drawn = ['.lab-chart', '.lab-table', '.lab-readout', '.lab-theory'];
/** What is told of B; out of sight without one. */
const ofB = '.lab-words > .compared';

const htmlOf = (page: Page, selectors: readonly string[]) =>
  page.evaluate(
    (all) =>
      all.map((one) => {
        const { innerHTML } = document.querySelector(one)!;
        // Numbered anew whenever it is drawn.
        return [one, innerHTML.replace(/plane-\d+/g, 'plane')] as const;
      }),
    selectors,
  );

/** All of a step, once its run has ended, and those of other seeds where they are asked for. */
async function found(page: Page) {
  const asked = await isAsked(page);
  const [seeds, comparison] = await Promise.all(
    ['seeds', 'compare'].map((name) => checked(page, name).inputValue()),
  );
  // The header tells of the run that is shown, behind a question too.
  await runEnds(page);
  // A figure tells its values when it has drawn its first numbers; behind a question, never.
  const untold = page.locator('.words [data-live^="figure."]', { hasText: '…' });
  if (!asked) await expect.poll(() => untold.count()).toBe(0);
  if (!asked && seeds !== '1')
    await page.locator(`.lab-chart svg[aria-label*="over ${seeds} seeds"]`).waitFor();
  const html = await htmlOf(page, [
    '.words',
    '.lab-experiment',
    ...(asked ? [] : drawn),
    ...(comparison === 'off' ? [] : [ofB]),
  ]);
  return { asked, seeds, comparison, settings: await settings(page), html };
}

describe('the lecture, to and fro', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open({ kept: true, cpu: true, early: true, at: 'widths=16&depth=1&batch=8' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await drop(page, 'small.md', lesson);
    await page.locator('.lecture-column h3').first().waitFor();
  });

  const steps: Awaited<ReturnType<typeof found>>[] = [];

  it('draws the bands of its seeds, and what it compares', async () => {
    for (;;) {
      const step = await found(page);
      steps.push(step);
      // By hand something else, which becomes what is compared: no other step keeps it.
      if (step.comparison !== 'off') await page.keyboard.press('5');
      if (await next(page).isDisabled()) break;
      await page.keyboard.press('PageDown');
    }
    const withSeeds = steps.filter(({ seeds }) => seeds !== '1');
    expect(withSeeds).toHaveLength(3);
    expect(steps.filter(({ comparison }) => comparison !== 'off')).toHaveLength(2);
    for (const { html } of withSeeds)
      expect(Object.fromEntries(html)['.lab-chart']).toContain('class="band');
  });

  it('goes back exactly, with all that is drawn', async () => {
    // On the way back every question is asked anew.
    const unanswered = steps.filter((_, i) => !steps[i - 1]?.asked);
    for (const step of unanswered.toReversed().filter((one) => one !== steps.at(-1))) {
      await page.keyboard.press('PageUp');
      expect(await found(page)).toEqual(step);
    }
  });
});
