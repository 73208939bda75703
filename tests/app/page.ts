import type { Browser, Locator, Page } from 'playwright';
import { PNG } from 'pngjs';
import { afterAll, afterEach, expect, inject } from 'vitest';
import { launchBrowser } from '../../scripts/browser.mjs';
import { check, within } from '../../scripts/toolbox.mjs';
import { drawn, LONGEST, runEnds, watchDevices } from '../../scripts/waiting.mjs';
import { follow, type Rest, reset, restOf } from './reset';

export { check, within } from '../../scripts/toolbox.mjs';
export { LONGEST, runEnds } from '../../scripts/waiting.mjs';

/** With and without pictures, each started with the first page that asks for it. */
const browsers = new Map<boolean, Promise<Browser>>();

function browserWith(pictures: boolean): Promise<Browser> {
  const browser = browsers.get(pictures) ?? launchBrowser({ pictures });
  browsers.set(pictures, browser);
  return browser;
}

let pages: { page: Page; errors: string[]; kept: boolean; pictures: boolean }[] = [];
/** Pages that a file's tests share, by how they are opened, and as what each began. */
const shared = new Map<string, { readonly page: Page; readonly rest: Rest }>();

/** The link to a network that every adapter computes at once. */
const SMALL = 'widths=32&depth=8';

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
  /** The system asks for more contrast. */
  readonly contrast?: boolean;
  /** What WebGPU draws is seen in screenshots, at twice the time. */
  readonly pictures?: boolean;
  /** A touch screen. */
  readonly touch?: boolean;
  /** Without WebGPU: no picture, but a start in a second. What needs no picture is tested so. */
  readonly cpu?: boolean;
  /** The page that a link tells, without “#”, in place of the machine's start. */
  readonly at?: string;
  /** A network that every adapter computes at once. */
  readonly small?: boolean;
  /** As soon as the page does what it is asked to, before its own first run has ended. */
  readonly early?: boolean;
  /** Stays open for the file's other tests. */
  readonly kept?: boolean;
  /** The page of the tests before that asked for the same, made like one that has just been opened. */
  readonly shared?: boolean;
  /** Errors that the test itself brings about. */
  readonly fails?: RegExp;
  /** Runs in the page before anything else. */
  readonly before?: () => void;
  /** Keeps the page for when there is no network; others have no time to spare for that. */
  readonly worker?: boolean;
  /** Another page than the one that is served to all tests. */
  readonly url?: string;
  /** Another tab of the same browser, with its size and storage, instead of a browser of its own. */
  readonly beside?: Page;
}

/** What Playwright says of a worker that it does not let start. */
const BLOCKED = 'Service Worker registration blocked by Playwright';

/** Call once a file: starts its browsers, and fails every test whose page reports an error. */
export function useBrowser(): void {
  afterEach(async ({ task }) => {
    const errors = pages.flatMap(({ errors: seen }) => seen.splice(0));
    // What a failed test has left behind concerns no other.
    if (errors.length > 0 || task.result?.state === 'fail') {
      const left = [...shared.values()].map(({ page }) => page);
      shared.clear();
      for (const one of pages) if (left.includes(one.page)) one.kept = false;
    }
    const contexts = new Set(pages.flatMap(({ page, kept }) => (kept ? [] : page.context())));
    await Promise.all([...contexts].map((one) => one.close()));
    pages = pages.filter(({ kept }) => kept);
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    shared.clear();
    pages = [];
    const started = [...browsers.values()];
    browsers.clear();
    await Promise.all(started.map(async (browser) => (await browser).close()));
  });
}

/** Where a page's options lead. */
const linkOf = ({ at, small }: PageOptions) => at ?? (small ? SMALL : '');

/** The page as a visitor opens it, after its first run. */
export async function open(options: PageOptions = {}): Promise<Page> {
  if (!options.shared) return openAnew(options);
  const key = JSON.stringify(options);
  const before = shared.get(key);
  if (before) {
    await reset(before.page, linkOf(options), before.rest);
    if (!options.early) await runEnds(before.page);
    return before.page;
  }
  const page = await openAnew({ ...options, kept: true });
  shared.set(key, { page, rest: await restOf(page) });
  return page;
}

async function openAnew(options: PageOptions): Promise<Page> {
  const { width = 1280, height = 800, theme, contrast, touch, cpu, fails, before } = options;
  const { pictures = false } = options;
  const context =
    options.beside?.context() ??
    (await (
      await browserWith(pictures)
    ).newContext({
      viewport: { width, height },
      colorScheme: theme ?? 'dark',
      contrast: contrast ? 'more' : 'no-preference',
      hasTouch: touch ?? false,
      serviceWorkers: options.worker ? 'allow' : 'block',
    }));
  context.setDefaultTimeout(LONGEST);
  const page = await context.newPage();
  const errors: string[] = [];
  const watch = (watched: Page) => {
    watched.on('pageerror', ({ message }) => {
      if (!fails?.test(message)) errors.push(message);
    });
    watched.on('console', (message) => {
      if (message.text() === BLOCKED || fails?.test(message.text())) return;
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
  };
  watch(page);
  page.on('popup', watch);
  pages.push({ page, errors, kept: options.kept ?? false, pictures });
  if (cpu)
    await page.addInitScript(() => Object.defineProperty(navigator, 'gpu', { value: undefined }));
  if (before) await page.addInitScript(before);
  await watchDevices(page);
  const link = linkOf(options);
  await page.goto((options.url ?? inject('url')) + (link && `#${link}`));
  if (options.early) await page.locator('.lab[data-run]').waitFor();
  else await runEnds(page);
  return page;
}

/** Goes where a link leads. */
export async function go(page: Page, link: string): Promise<void> {
  await follow(page, link);
  await runEnds(page);
}

/** The radio button that is checked under a label, in sight or not. */
export const checked = (page: Page, label: string) =>
  page
    .getByRole('group', { name: label, exact: true, includeHidden: true })
    .locator('input:checked');

/** Presses a button of the toolbar's boxes. */
export async function press(page: Page, name: string): Promise<void> {
  const button = page.getByText(name, { exact: true });
  await within(button, () => button.click());
}

/** Opens the table of layers, until something else is clicked. */
export const openTable = (page: Page) =>
  page.getByRole('button', { name: 'table', exact: true }).click();

/** Chooses an option of the page, by its button or from the list beside the buttons. */
export async function choose(page: Page, option: string): Promise<void> {
  const button = page.getByRole('radio', { name: option, exact: true, includeHidden: true });
  if (await button.count()) await check(page, option);
  else await page.locator('.lab-panel fieldset select', { hasText: option }).selectOption(option);
  await runEnds(page);
}

/** Chooses an experiment by its name. */
export async function choosePreset(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'experiment' }).selectOption(name);
  await runEnds(page);
}

/** Opens or closes a folder of the panel; its title may go on with its state. */
export async function toggleFolder(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  // It slides, and its text fades in.
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    do {
      await frame();
      await frame();
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    } while (document.getAnimations().length > 0);
  });
}

/** Types into a field of the panel. */
export async function type(page: Page, label: string, value: string): Promise<void> {
  const input = page.getByRole('textbox', { name: label, exact: true });
  await input.fill(value);
  await input.press('Enter');
  await runEnds(page);
}

/** Chooses from one of Tweakpane's lists. */
export async function select(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).selectOption(value);
  await runEnds(page);
}

export const subtitle = (page: Page) => page.locator('.lab-experiment').textContent();

/** The readout's words, as they are set: without the spaces of markup. */
export const readout = async (page: Page) =>
  ((await page.locator('.lab-readout').textContent()) ?? '').trim();

/** Where an element is on the page; of a scene what nothing lies over. */
const clipOf = (locator: Locator) =>
  locator.evaluate((element) => {
    const free = element.closest('.scene')?.querySelector('.scene-free');
    const { x, y, width, height } = (free ?? element).getBoundingClientRect();
    return { x, y, width, height };
  });

/** The picture of an element once two in a row are alike: a software adapter draws slowly. */
export async function picture(page: Page, locator: Locator): Promise<PNG> {
  if (!pages.some((one) => one.page === page && one.pictures))
    throw new Error('This page was opened without “pictures”.');
  await drawn(page);
  const shot = async () => PNG.sync.read(await page.screenshot({ clip: await clipOf(locator) }));
  let png = await shot();
  for (let i = 0; i < 10; i++) {
    await page.waitForTimeout(300);
    await drawn(page);
    const next = await shot();
    if (next.data.equals(png.data)) return next;
    png = next;
  }
  throw new Error('The picture does not come to rest.');
}

/** Share of a picture's pixels that `matches`. */
export function share(png: PNG, matches: (r: number, g: number, b: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < png.data.length; i += 4)
    if (matches(png.data[i]!, png.data[i + 1]!, png.data[i + 2]!)) count++;
  return count / (png.width * png.height);
}

/** Share of the pixels in which two pictures of the same size differ. */
export function difference(a: PNG, b: PNG): number {
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4)
    if (a.data.readUInt32LE(i) !== b.data.readUInt32LE(i)) count++;
  return count / (a.width * a.height);
}

export const orange = (r: number, g: number, b: number) =>
  r > 150 && r > 1.7 * b && g > b && r > 1.25 * g;
const blue = (r: number, _: number, b: number) => b > 130 && b > 1.25 * r;
const red = (r: number, g: number, b: number) => r > 110 && r > 2.5 * g && r > 2 * b;

/** Shares of the scene's colours on the canvas alone: not on the legend and the labels. */
export async function colours(page: Page) {
  const png = await picture(page, page.locator('.lab-scene canvas'));
  return { orange: share(png, orange), blue: share(png, blue), red: share(png, red) };
}
