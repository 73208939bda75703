/** Pages of other origins that hold the lab, served from the disk as a web server would. */
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';
import { build } from 'vite';
import { inject } from 'vitest';
import { LONGEST } from '../../scripts/waiting.mjs';
import { open, type PageOptions } from './page';

const root = join(import.meta.dirname, '../..');
const ELEMENT = join(root, 'node_modules/.cache/app-test-element');

/** Builds `<init-scope>` as it is published. */
export const buildElement = () =>
  build({
    configFile: join(root, 'scripts/build/element.ts'),
    build: { outDir: ELEMENT, emptyOutDir: true },
    logLevel: 'warn',
  });

/** A port of its own is an origin of its own. */
export const [COURSE, OTHER, LAB] = [
  'http://localhost:8124',
  'http://localhost:8125',
  'http://localhost:8126',
];

/** What the root of the repository holds once all is built. */
const folders: readonly (readonly [string, string])[] = [
  ['/dist-element/', ELEMENT],
  ['/dist/', join(root, inject('built'))],
  ['/', root],
];

const fileOf = (path: string): string => {
  const [prefix, folder] = folders.find(([begin]) => path.startsWith(begin))!;
  return join(folder, path.slice(prefix.length), path.endsWith('/') ? 'index.html' : '');
};

/** Serves the repository's root at an origin, with what is built in its place. */
export const serveRoot = (page: Page, origin: string) =>
  page.route(`${origin}/**`, (route) =>
    route.fulfill({ path: fileOf(new URL(route.request().url()).pathname) }),
  );

/** The deck of docs/deck. */
export async function openDeck(options: PageOptions): Promise<Page> {
  const page = await open({ small: true, ...options });
  await serveRoot(page, COURSE);
  await page.goto(`${COURSE}/docs/deck/`);
  await page.locator('.reveal.ready').waitFor();
  return page;
}

/** A page at an origin that keeps what it hears, with a lab in a frame; `embed` is its address' query. */
export async function openCourse(embed: string, options: PageOptions = {}, origin = COURSE) {
  const page = await open({ cpu: true, small: true, ...options });
  await serveRoot(page, LAB);
  const src = `${LAB}/dist/?${embed}#widths=32&depth=8`;
  const body = `<!doctype html><script>
      globalThis.heard = [];
      addEventListener('message', ({ data, source }) => {
        if (source === document.querySelector('iframe').contentWindow) heard.push(data);
      });
    </script><iframe src="${src}" width="1000" height="600"></iframe>`;
  await page.route(`${origin}/course.html`, (route) =>
    route.fulfill({ body, contentType: 'text/html' }),
  );
  await page.goto(`${origin}/course.html`);
  const frame = await labFrame(page);
  await page.waitForFunction('heard.some(({ kind }) => kind === "ready")');
  return { page, frame };
}

/** The frame of the lab, once its first run has ended. */
export async function labFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe[src]', { timeout: LONGEST });
  const frame = (await element.contentFrame())!;
  await frame.locator('.lab[data-run="done"]').waitFor({ timeout: LONGEST });
  return frame;
}

/** A page without frames, with this in its body; it may use `<init-scope>`. */
export async function openPage(body: string, options: PageOptions = {}): Promise<Page> {
  const page = await open({ small: true, ...options });
  await serveRoot(page, COURSE);
  const head = '<script type="module" src="/dist-element/init-scope.js"></script>';
  await page.route(`${COURSE}/page.html`, (route) =>
    route.fulfill({ body: `<!doctype html>${head}${body}`, contentType: 'text/html' }),
  );
  await page.goto(`${COURSE}/page.html`);
  return page;
}

export type Heard = Readonly<Record<string, unknown>>;

/** Everything of a kind that the page has heard from its frame. */
export const heard = (page: Page, kind: string): Promise<Heard[]> =>
  page.evaluate((wanted) => {
    const { heard } = globalThis as unknown as { heard?: Heard[] };
    return (heard ?? []).filter((one) => one.kind === wanted);
  }, kind);

/** Posts a message to the lab in the page's frame, as it is. */
export const post = (page: Page, message: unknown) =>
  page.evaluate((said) => {
    document.querySelector('iframe')!.contentWindow!.postMessage(said, '*');
  }, message);

let asked = 0;

/** Asks the lab in the page's frame, and waits for its answer. */
export async function ask(page: Page, message: object): Promise<Heard> {
  const id = ++asked;
  await post(page, { initscope: 1, id, ...message });
  const answer = await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { heard: Heard[] }).heard.find(
        (one) => one.kind === 'answer' && one.id === wanted,
      ),
    id,
    { timeout: LONGEST },
  );
  return (await answer.jsonValue())!;
}
