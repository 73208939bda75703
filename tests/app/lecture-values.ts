/** What the lecture's text names of a run or a figure, beside what is claimed of it. */
import type { Page } from 'playwright';
import { holds } from './claim';
import { claims } from './lecture-claims';
import { LONGEST, runEnds } from './page';

/** Waits until the run and the figure have given every live value that the text names. */
export async function valuesCome(page: Page): Promise<void> {
  await runEnds(page);
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('.words .live')].every(
        ({ textContent }) => textContent !== '…',
      ),
    null,
    { timeout: LONGEST },
  );
}

/** Live values by name, as they are written, or as they are told of a symbol that is pointed at. */
const shownValues = (page: Page) =>
  page.locator('.words [data-live]').evaluateAll((all) =>
    all.map((one) => {
      const name = (one as HTMLElement).dataset.live!;
      if (one.matches('.live')) return [name, one.textContent!] as const;
      one.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      const note = one.closest('.lesson-text')!.querySelector('.live-note')!;
      return [name, note.textContent!.split(': ').at(-1)!] as const;
    }),
  );

/** Claims of a step that what is on screen does not meet. */
export async function unmet(page: Page, step: string): Promise<string[]> {
  const shown = await shownValues(page);
  return Object.entries(claims[step] ?? {}).flatMap(([name, claim]) => {
    const texts = shown.filter(([live]) => live === name).map(([, text]) => text);
    if (texts.length === 0) return [`${step} does not show ${name}`];
    return texts
      .filter((text) => !holds(claim, text))
      .map((text) => `${step} ${name}: ${text}, not ${claim.expected} ± ${claim.tolerance}`);
  });
}
