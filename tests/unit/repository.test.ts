import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const workflows = join(root, '.github/workflows');

interface Job {
  readonly steps: readonly { readonly uses?: string }[];
}

/** Bytes of all files below a folder, without what tools keep there for themselves. */
function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + (/^\.(cache|vite)/.test(entry.name) ? 0 : bytesIn(path));
    return sum + (entry.isFile() ? statSync(path).size : 0);
  }, 0);
}

describe('the repository', () => {
  it('installs at most 300 MB for whoever wants to look and to test', () => {
    expect(bytesIn(join(root, 'node_modules'))).toBeLessThan(300e6);
  });

  it.each(readdirSync(workflows))('pins what %s uses by commit, and lets it read only', (file) => {
    const { permissions, jobs } = parse(readFileSync(join(workflows, file), 'utf8'));
    expect(permissions).toEqual({ contents: 'read' });
    const steps = (Object.values(jobs) as Job[]).flatMap((job) => job.steps);
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40}$/);
  });
});
