import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { measure } from '../../src/engine/measure';
import * as source from '../../src/library';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';

const root = join(import.meta.dirname, '../..');
/** Somebody's program, with the library installed. */
const folder = mkdtempSync(join(tmpdir(), 'initscope-'));
const library = join(folder, 'node_modules/initscope');
const node = (...args: string[]) =>
  spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

beforeAll(() => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(root, 'scripts/build/lib.ts');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      vite,
      'build',
      '--config',
      config,
      '--outDir',
      library,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `tsc` says of a program that imports the library, resolved as Node does. */
function typed(program: string): string {
  writeFileSync(join(folder, 'program.mts'), program);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--strict', '--noEmit', '--pretty', 'false', '--types', ''];
  const modules = ['--module', 'nodenext', '--target', 'es2023', '--lib', 'es2024,dom'];
  return node(tsc, ...options, ...modules, 'program.mts').stdout;
}

describe('the library', () => {
  it('has what its list says, and nothing else', async () => {
    const built = await import(pathToFileURL(join(library, 'initscope.js')).href);
    expect(Object.keys(built).sort()).toEqual(Object.keys(source).sort());
    expect(Object.keys(built)).toContain('createWebGpuEngine');
  });

  it('runs its example in Node, with the engine’s numbers', async () => {
    copyFileSync(join(root, 'docs/examples/variance.mjs'), join(folder, 'variance.mjs'));
    const { status, stdout, stderr } = node('variance.mjs');
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'normal',
      'lecun_normal',
      'kaiming_normal',
      'orthogonal',
    ]);
    const network = { activation: 'relu', widths: [64], depth: 20, batch: 64 };
    const kaiming = experimentWith(defaultExperiment, { ...network, scheme: 'kaiming_normal' });
    const reports = await measure(createCpuEngine(), kaiming as Experiment);
    const log10 = Math.log10(reports[20]!.post.variance).toFixed(2);
    expect(lines[2]).toContain(
      `log10 variance of layer 20 ${log10}, theory −0.17`.replace('−', '-'),
    );
  });

  it('brings its digits with it', () => {
    const program = `import * as initscope from 'initscope';
      const { experimentWith, defaultExperiment } = initscope;
      const experiment = experimentWith(defaultExperiment, { input: 'digits', depth: 1, batch: 10 });
      const [input] = await initscope.measure(initscope.createCpuEngine(), experiment);
      // Standardised over MNIST's 60,000, not over these ten.
      console.log(Math.abs(input.post.mean) < 0.2, input.post.count);`;
    writeFileSync(join(folder, 'digits.mjs'), program);
    expect(node('digits.mjs').stdout).toBe('true 7840\n');
  });

  it('is typed, for those who resolve as Node does', () => {
    const program = (depth: string) => `
      import { createCpuEngine, createWebGpuEngine, defaultExperiment, type Engine, experimentWith,
        figureIn, measure, Problem, type SchemeName, schemes } from 'initscope';
      export async function last(device: GPUDevice | undefined, scheme: SchemeName): Promise<number> {
        const engine: Engine = device ? await createWebGpuEngine(device) : createCpuEngine();
        const experiment = experimentWith(defaultExperiment, { scheme });
        if (experiment instanceof Problem) throw new Error(experiment.sentence);
        const depth: ${depth} = experiment.depth;
        const reports = await measure(engine, experiment, { weights: true });
        return figureIn('variance', reports.at(-1)!, 'post')! + depth.valueOf() + schemes.normal.scale(1, 1, { std: 1 } as never);
      }`;
    expect(typed(program('number'))).toBe('');
    // Were a declaration not found, everything would be “any”, and this would be accepted.
    expect(typed(program('boolean'))).toContain(
      "Type 'number' is not assignable to type 'boolean'",
    );
  });

  it('is documented, name by name', () => {
    const text = readFileSync(join(root, 'docs/library.md'), 'utf8');
    expect(Object.keys(source).filter((name) => !text.includes(`\`${name}`))).toEqual([]);
  });
});
