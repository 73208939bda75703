import type { Page } from 'playwright';
import { open, type PageOptions, runEnds } from './page';

/** The page with the lecture open at its first step. */
export async function openLecture(options: PageOptions = {}): Promise<Page> {
  const page = await open({ early: true, at: TINY, ...options });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Lecture', exact: true }).click();
  await page.locator('.lecture-column h2').waitFor();
  return page;
}

/** Drops a file on the page, as a hand would. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], fileName!));
      const init = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('drop', init));
    },
    [name, text],
  );
}

/** A step of a lesson, small enough for the CPU: fields in YAML, and its text. */
const block = (fields: string, text: string, notes: string) =>
  `---\n${fields}\n---\n${text}\n\n???\n${notes}\n\n`;

export const TINY = 'widths=16&depth=6&batch=8';
const tiny = 'experiment: { widths: [16], depth: 6, batch: 8 }';

/** Two chapters: a step, a choice, a number line; then one with a playing run. */
export const tinyLesson = [
  block(
    `lesson: A tiny one\nchapter: First\nminutes: 4\n${tiny}`,
    '### One\n\nIs {{variance 1}}.',
    'Say one.',
  ),
  block(
    'view: { camera: top, measure: std }\nquestion: { ask: "Which?", options: [alpha, beta], right: beta, reveal: "It was {{variance 2}}." }',
    '### Two',
    'Say two.',
  ),
  block(
    'layer: 3\nquestion: { ask: "How many?", low: 0, high: 10, step: 1, right: 4, unit: layers, reveal: "Four." }',
    '### Three',
    'Say three.',
  ),
  block(`chapter: Second\nminutes: 6\n${tiny}\nplay: true`, '### Four', 'Say four.'),
].join('');

/** The page with the tiny lesson open; computed on the CPU. */
export async function openTiny(options: PageOptions = {}): Promise<Page> {
  const page = await open({ cpu: true, early: true, at: TINY, ...options });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await drop(page, 'tiny.md', tinyLesson);
  await page.locator('.lecture-column h3', { hasText: 'One' }).waitFor();
  await runEnds(page);
  return page;
}

/** Waits until the lecture shows the step of a heading. */
export const onStep = (page: Page, title: string) =>
  page.locator('.lecture-column h3', { hasText: title }).waitFor();

/** The step's heading. */
export const heading = (page: Page) => page.locator('.lecture-column h3').textContent();
export const inWords = (page: Page) => page.locator('.lecture-column .words').textContent();
/** “3 of 48”. */
export const count = (page: Page) => page.locator('.lecture-footer .count').textContent();

/** What all controls of the page are set to: the experiment and the view. */
export const settings = (page: Page) =>
  page.locator(':is(.lab-panel, .lab-view-bar) :is(input, select)').evaluateAll((all) =>
    all.map((one) => {
      const { type, value, checked, ariaLabel } = one as HTMLInputElement;
      const name = ariaLabel ?? one.closest('fieldset')?.querySelector('legend')?.textContent;
      return `${name} ${value} ${type === 'radio' || type === 'checkbox' ? checked : ''}`;
    }),
  );
