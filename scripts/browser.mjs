/** Finds a Chromium-like browser, or provides one. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);

const installed = () => NAMES.map(onPath).find(Boolean) ?? PLACES.find(isExecutable);

const quietly = (command, args) =>
  execFileSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

/** Debian's package; it also carries the software adapter that the tests run on. */
function fromDebian() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  quietly('apt-get', ['update']);
  quietly('apt-get', ['install', '-y', 'chromium']);
  return installed();
}

async function fromPlaywright() {
  const { chromium } = await import('playwright');
  if (!isExecutable(chromium.executablePath()))
    quietly(process.execPath, [
      join(import.meta.dirname, '../node_modules/playwright/cli.js'),
      'install',
      'chromium',
    ]);
  return chromium.executablePath();
}

/**
 * The path of an installed browser, else of one installed now.
 * @throws {Error} in one sentence, if there is none to be had.
 */
export async function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen && !isExecutable(chosen))
    throw new Error(`CHROME_PATH is ${chosen}, which cannot be run: name a Chrome or Chromium.`);
  const found = chosen || installed();
  if (found) return found;
  for (const provide of [fromDebian, fromPlaywright]) {
    try {
      const path = await provide();
      if (path && isExecutable(path)) return path;
    } catch {
      // The next one may do; the sentence below says what is missing if none does.
    }
  }
  throw new Error(
    'No browser was found and none could be installed: install Chrome or Chromium, or set CHROME_PATH to one.',
  );
}

/**
 * What the browser needs to run and to show WebGPU without a GPU. `INITSCOPE_ADAPTER=hardware`
 * leaves the choice of the adapter to the browser.
 */
export const browserArgs = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  ...(process.env.INITSCOPE_ADAPTER === 'hardware'
    ? []
    : ['--use-vulkan=swiftshader', '--use-angle=swiftshader', '--use-webgpu-adapter=swiftshader']),
];
