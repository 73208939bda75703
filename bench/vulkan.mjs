/** What Dawn needs in Node, on a machine that has no Vulkan of its own: Chromium brings it. */
import { existsSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBrowser } from '../scripts/browser.mjs';

const LOADER = 'libvulkan.so.1';
const SWIFTSHADER = 'vk_swiftshader_icd.json';

/** Where installed browsers keep their libraries; Debian's command is a script elsewhere. */
const folders = async () => [
  dirname(realpathSync(await findBrowser())),
  '/usr/lib/chromium',
  '/opt/google/chrome',
];

/** A Vulkan loader's file: a browser's, whose folder has a driver too. */
export const loaderOf = async () => join(await driversFolder(), LOADER);

async function driversFolder() {
  const folder = (await folders()).find((one) => existsSync(join(one, SWIFTSHADER)));
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
  const folder = await driversFolder();
  // A folder with the loader alone: Chromium's other libraries are not Node's.
  const alone = mkdtempSync(join(tmpdir(), 'initscope-vulkan-'));
  symlinkSync(join(folder, LOADER), join(alone, LOADER));
  const path = [alone, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { VK_ICD_FILENAMES: join(folder, SWIFTSHADER), LD_LIBRARY_PATH: path };
}
