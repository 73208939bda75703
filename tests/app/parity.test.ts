import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { small } from '../parity-case';

const folder = mkdtempSync(join(tmpdir(), 'initscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `npm run parity` on cases written to a file. */
function parity(cases: unknown, ...more: string[]) {
  const file = join(folder, 'cases.json');
  writeFileSync(file, typeof cases === 'string' ? cases : JSON.stringify({ cases }));
  const script = join(import.meta.dirname, '../../scripts/parity.mjs');
  return new Promise<{ code: number; lines: string[]; said: string }>((resolve) => {
    const child = execFile(process.execPath, [script, file, ...more], (_, out, said) => {
      resolve({ code: child.exitCode ?? -1, lines: out.trim().split('\n'), said });
    });
  });
}

describe('npm run parity', () => {
  it('compares where there are figures, and writes ours in the same shape', async () => {
    const out = join(folder, 'out.json');
    const figure = (mean: number) => ({ log10_var: [mean, 0.05] });
    const cases = [
      { case: { name: 'no figures', ...small, norm: null } },
      {
        case: { name: 'some', ...small },
        seeds: 8,
        // ReLU-like at Kaiming's scale with biases of variance 0.01: 2/1.04 · 0.52 · … ≈ 2; the second
        // figure is far off.
        layers: [{ pre: figure(Math.log10(2 / 1.04 + 0.01)), post: figure(3) }],
      },
    ];
    const { code, lines } = await parity(cases, '--seeds', '3', '--json', out);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^no figures: layers 2, figures 0, outside 0, worst \|z\| 0.00$/);
    expect(lines[1]).toMatch(/^some: layers 2, figures 2, outside 1, worst \|z\| \d/);
    expect(lines[2]).toMatch(/^cases 2, figures 2, outside 1, worst \|z\| \d+\.\d\d$/);
    expect(code).toBe(1);
    const written = JSON.parse(readFileSync(out, 'utf8'));
    expect(written.cases[1].case).toEqual(cases[1]!.case);
    expect(written.cases[1].seeds).toBe(3);
    const [first] = written.cases[1].layers;
    expect(Object.keys(first)).toEqual(['pre', 'post', 'grad_pre', 'grad_post', 'grad_weight']);
    expect(first.pre.log10_var).toHaveLength(2);
    expect(first.grad_weight.finite_fraction).toEqual([1, 0]);
  });

  it('refuses a case by name', async () => {
    const { code, said, lines } = await parity([{ case: small }, { case: { ...small, color: 1 } }]);
    expect(said).toMatch(/^Case 2 \(unnamed\): There is no field “color”/);
    expect([code, lines]).toEqual([2, ['']]);
  });

  it.each([
    ['{', [], 'cannot be read'],
    ['{}', [], 'has no list “cases”'],
    ['{"cases": []}', ['--seeds', '0'], '--seeds 0 is not a whole number'],
    ['{"cases": []}', ['--sedes', '1'], '--sedes'],
  ])('refuses %s %j', async (content, more, sentence) => {
    const { code, said } = await parity(content, ...more);
    expect(said).toContain(sentence);
    expect(code).toBe(2);
  });
});
