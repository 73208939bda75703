import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { driverFolders, runBare } from '../../scripts/bare.mjs';

const folder = mkdtempSync(join(tmpdir(), 'initscope-'));
afterAll(() => rmSync(folder, { recursive: true }));
const manifest = join(folder, 'driver.json');
writeFileSync(manifest, '{}');

const canMount = () => {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const exits = (script: string) => runBare(process.execPath, ['-e', script], [folder]);

describe('a run without the system’s drivers', () => {
  it('sees none of them, and nobody else misses them; else nothing is run', () => {
    const sees = `process.exit(require('fs').existsSync(${JSON.stringify(manifest)}) ? 7 : 0)`;
    expect(exits(sees)).toBe(canMount() ? 0 : undefined);
    expect(
      execFileSync(process.execPath, [
        '-p',
        `require('fs').readdirSync(${JSON.stringify(folder)}).length`,
      ]).toString(),
    ).toBe('1\n');
  });

  it('exits as its command does', () => {
    expect(exits('process.exit(3)')).toBe(canMount() ? 3 : undefined);
  });

  it('hides where Vulkan’s loader looks', () => {
    expect(driverFolders).toEqual(
      expect.arrayContaining(['/usr/share/vulkan', '/usr/local/share/vulkan', '/etc/vulkan']),
    );
  });
});
