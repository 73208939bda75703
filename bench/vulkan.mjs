/** What Dawn needs in Node, on a machine that has no Vulkan of its own: Chromium brings it. */
import { existsSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBrowser, installedBrowser } from '../scripts/browser.mjs';

const LOADER = 'libvulkan.so.1';
const SWIFTSHADER = 'vk_swiftshader_icd.json';

/** Where a browser keeps its libraries, if it does; Debian's command is a script elsewhere. */
const folderOf = (browser) =>
  [browser && dirname(realpathSync(browser)), '/usr/lib/chromium', '/opt/google/chrome'].find(
    (one) => one && existsSync(join(one, SWIFTSHADER)),
  );

/** A Vulkan loader's file: a browser's, whose folder has a driver too. */
export const loaderOf = async () => join(await driversFolder(), LOADER);

async function driversFolder() {
  const folder = folderOf(await findBrowser());
  if (!folder)
    throw new Error(
      'No Vulkan driver was found for Node: install Chromium, whose SwiftShader is used, or name a driver’s manifest in VK_ICD_FILENAMES.',
    );
  return folder;
}

/**
 * Environment variables with which Dawn finds a loader and the software adapter that the page's
 * tests run on. They must be set before Node starts: the loader is searched for by then. Empty
 * where they are set by hand, where `INITSCOPE_ADAPTER=hardware` wants the machine's own, and where
 * Dawn needs no Vulkan.
 * @throws {Error} in one sentence, if there is none to be had.
 */
export async function vulkanEnvironment() {
  const { VK_ICD_FILENAMES, VK_DRIVER_FILES, INITSCOPE_ADAPTER } = process.env;
  const chosen = VK_ICD_FILENAMES || VK_DRIVER_FILES || INITSCOPE_ADAPTER === 'hardware';
  if (process.platform !== 'linux' || chosen) return {};
  return variablesFor(await driversFolder());
}

/**
 * The same with the software adapter of a browser that is installed; undefined where there is none, or
 * Dawn needs no Vulkan.
 */
export function softwareEnvironment() {
  const folder = process.platform === 'linux' ? folderOf(installedBrowser()) : undefined;
  return folder && variablesFor(folder);
}

function variablesFor(folder) {
  // A folder with the loader alone: Chromium's other libraries are not Node's.
  const alone = mkdtempSync(join(tmpdir(), 'initscope-vulkan-'));
  symlinkSync(join(folder, LOADER), join(alone, LOADER));
  const path = [alone, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { VK_ICD_FILENAMES: join(folder, SWIFTSHADER), LD_LIBRARY_PATH: path };
}
