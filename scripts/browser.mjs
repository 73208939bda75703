/** Finds a Chromium-like browser, or provides one, and launches it. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** First what has no window: each page of the others loads parts of a toolbar that nobody sees. */
const NAMES = [
  'chromium-headless-shell',
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

/** The path of an installed browser, if there is one. */
export const installedBrowser = () => NAMES.map(onPath).find(Boolean) ?? PLACES.find(isExecutable);

const quietly = (command, args) =>
  execFileSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

/** Debian's package; it also carries the software adapter that the tests run on. */
function fromDebian() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  quietly('apt-get', ['update']);
  quietly('apt-get', ['install', '-y', 'chromium-headless-shell']);
  return installedBrowser();
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
  const found = chosen || installedBrowser();
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

/** Lets the browser choose the adapter, which is a GPU where there is one. */
const hardware = process.env.INITSCOPE_ADAPTER === 'hardware';

const wanted = process.env.INITSCOPE_BROWSER || 'chromium';

/** Whether the browser computes with what it brings itself, whatever drivers the system has. */
export const bringsAdapter = wanted === 'chromium' && !hardware;

/** What Chromium needs to run and to show WebGPU without a GPU and without any driver. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Pages of the browser's own, which cost more than the lab does.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  // ANGLE’s own Vulkan back end, “vulkan”, needs a driver that the system has.
  ...(hardware
    ? []
    : ['--use-vulkan=swiftshader', '--use-angle=swiftshader', '--use-webgpu-adapter=swiftshader']),
];

/** Playwright's own build of it; it brings no software adapter: on Linux Mesa's is taken. */
const firefoxUserPrefs = { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true };

/**
 * Which of Playwright's browsers runs tests and scripts, and how it is launched: Chromium, or
 * Firefox where `INITSCOPE_BROWSER=firefox`. `INITSCOPE_ADAPTER=hardware` leaves the choice of the
 * adapter to the browser.
 * @returns {Promise<{ name: 'chromium' | 'firefox', options: import('playwright').LaunchOptions }>}
 * @throws {Error} in one sentence, if the browser is not to be had.
 */
export async function browserChoice() {
  if (wanted === 'firefox') {
    const { firefox } = await import('playwright');
    if (!isExecutable(firefox.executablePath()))
      throw new Error('Playwright’s Firefox is missing: run `npx playwright install firefox`.');
    return { name: 'firefox', options: { firefoxUserPrefs } };
  }
  if (wanted !== 'chromium')
    throw new Error(`INITSCOPE_BROWSER is ${wanted}; it can be chromium or firefox.`);
  return {
    name: 'chromium',
    options: { executablePath: await findBrowser(), args: chromiumArgs },
  };
}

/**
 * Puts pages together without the adapter. On a software adapter that takes half of a page's time,
 * but what WebGPU draws is left out of screenshots.
 */
const WITHOUT_PICTURES = ['--disable-gpu-compositing'];

/** The browser, launched; without `pictures` what it computes and draws on the GPU is not seen. */
export async function launchBrowser({ pictures = true } = {}) {
  const { name, options } = await browserChoice();
  const { [name]: browser } = await import('playwright');
  const args = pictures ? options.args : options.args?.concat(WITHOUT_PICTURES);
  return browser.launch({ ...options, args });
}

/**
 * The name of the adapter that WebGPU finds in the browser.
 * @throws {Error} in one sentence, if there is none.
 */
export async function adapterName() {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    // WebGPU is there on secure pages alone.
    await page.route('**', (route) => route.fulfill({ body: '', contentType: 'text/html' }));
    await page.goto('http://localhost/');
    const name = await page.evaluate(async () => {
      const info = (await navigator.gpu?.requestAdapter())?.info;
      return (
        info &&
        ([info.vendor, info.architecture, info.description].filter(Boolean).join(' ') || 'unnamed')
      );
    });
    if (!name)
      throw new Error(
        `${browser.browserType().name()} ${browser.version()} has no WebGPU adapter here: the kernels and the page cannot be tested.`,
      );
    return name;
  } finally {
    await browser.close();
  }
}
