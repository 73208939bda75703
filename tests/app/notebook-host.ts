/**
 * A stand-in for a notebook with anywidget in it: a page with styles and keys of its own, in which the
 * built module is loaded from a text, and a model as Backbone's behaves, whose Python end is the test.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const OUT = 'node_modules/.cache/widget-test';

/** Builds the widget as it is packed; gives the module's text and the tables for Python. */
export async function buildWidget() {
  const configFile = 'scripts/build/widget.ts';
  await build({ root, configFile, build: { outDir: OUT, emptyOutDir: true }, logLevel: 'error' });
  const read = (file: string) => readFile(join(root, OUT, file), 'utf8');
  return { module: await read('widget.js'), tables: JSON.parse(await read('tables.json')) };
}

/** What the traits are at first: python/initscope/widget.py. */
const traits = {
  experiment: {},
  view: {},
  height: 640,
  home: '',
  problem: '',
  machine: '',
  _reports: {},
  _asked: [],
};
export type Traits = Record<string, unknown>;

/** Styles as notebooks have them, which are not the lab's, and a reset that reaches everything. */
const STYLES = `
  html { font-size: 10px } body { margin: 0; font: 13px/3 serif; color: red; background: #fff }
  button, input, select { border-radius: 0; background: lime; font: 30px fantasy }
  h1, p, label, table { margin: 40px; text-transform: uppercase }
  .cell { margin: 12px; padding: 12px; border: 1px solid #bbb }
  .toolbar { position: sticky; top: 0; height: 24px; background: #eee }`;

const PAGE = `<!doctype html><html lang="en"><title>Notebook</title><style>${STYLES}</style>
  <body><div class="toolbar">File Edit View</div>
  <div class="cell" tabindex="0">In [1]: from initscope import initscope</div>
  <div class="cell output"></div><div class="cell" style="height: 1200px">In [2]:</div>
  <script type="module" src="/notebook.js"></script></body></html>`;

/** Opens the notebook, which then has no widget in it. */
export async function openNotebook(page: Page, module: string): Promise<void> {
  const script = await readFile(join(import.meta.dirname, 'notebook-page.mjs'), 'utf8');
  const files: Readonly<Record<string, string>> = { '/widget.js': module, '/notebook.js': script };
  await page.route('http://localhost/**', (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file
      ? route.fulfill({ body: file, contentType: 'text/javascript' })
      : route.fulfill({ body: PAGE, contentType: 'text/html' });
  });
  await page.goto('http://localhost/lab');
  await page.waitForFunction(() => 'notebook' in globalThis);
}

interface InPage {
  readonly notebook: {
    show(values: Traits): Promise<void>;
    python(values: Traits): void;
    got(): { saved: Traits; sent: Traits[] };
    end(): Promise<number>;
    shortcuts(): string[];
  };
}

/** Shows a widget in the output’s cell. */
export const show = (page: Page, values: Traits = {}) =>
  page.evaluate((all) => (globalThis as unknown as InPage).notebook.show(all), {
    ...traits,
    ...values,
  });

/** Sets traits of the last widget as Python does. */
export const python = (page: Page, values: Traits) =>
  page.evaluate((all) => (globalThis as unknown as InPage).notebook.python(all), values);

/** What Python has got of the last widget: its traits, and messages. */
export const got = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as InPage).notebook.got());

/** Ends the last widget, as a notebook does whose output is cleared; gives how many still listen. */
export const end = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as InPage).notebook.end());

/** The notebook’s shortcuts that were pressed since it was last asked. */
export const shortcuts = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as InPage).notebook.shortcuts());
