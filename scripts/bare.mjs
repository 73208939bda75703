/** Runs a command as on a machine that has no Vulkan driver: what the browser brings must do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Vulkan's loader looks for drivers, of the system's and of one's own. */
export const driverFolders = [
  '/usr/share/vulkan',
  '/usr/local/share/vulkan',
  '/etc/vulkan',
  '/etc/xdg/vulkan',
  join(homedir(), '.local/share/vulkan'),
  join(homedir(), '.config/vulkan'),
];

const NAMED = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES'];
const HIDE =
  'while [ "$1" != -- ]; do mount -t tmpfs none "$1" || exit 125; shift; done; shift; exec "$@"';

/** What runs a command in a mount namespace of its own, where these folders are empty. */
const hiding = (folders) => ['unshare', '-m', 'sh', '-c', HIDE, 'sh', ...folders, '--'];

/**
 * Runs a command with `folders` empty and no driver named in the environment.
 * @returns its exit status; undefined, and nothing was run, where folders cannot be hidden: that
 * takes Linux, root, and the right to mount.
 */
export function runBare(command, args, folders = driverFolders) {
  if (process.platform !== 'linux' || process.getuid() !== 0) return undefined;
  const [program, ...before] = hiding(folders.filter(existsSync));
  if (spawnSync(program, [...before, 'true']).status !== 0) return undefined;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !NAMED.includes(name)),
  );
  return spawnSync(program, [...before, command, ...args], { stdio: 'inherit', env }).status ?? 1;
}
