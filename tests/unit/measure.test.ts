import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../scripts/measure/main';
import { createProgress } from '../../scripts/measure/progress';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { measure } from '../../src/engine/measure';
import { byLayer, type Measurement } from '../../src/export/measurement';
import { readMeasurement } from '../../src/export/read-measurement';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';

const folder = mkdtempSync(join(tmpdir(), 'initscope-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

const SMALL = 'widths=12&depth=4&batch=8&scheme=kaiming_normal&activation=relu';

/** Runs the command as a person does, but with its output in pipes. */
function command(...args: string[]) {
  const script = join(import.meta.dirname, '../../scripts/measure.mjs');
  return new Promise<{ code: number | null; out: string; said: string }>((resolve) => {
    const child = spawn(process.execPath, [script, ...args]);
    let [out, said] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.on('close', (code) => resolve({ code, out, said }));
  });
}

/** Runs what the command runs, in this process: many cases cost a second each otherwise. */
async function inside(args: readonly string[], adapter?: GPUAdapter | string, isTTY = false) {
  let [out, said] = ['', ''];
  const code = await main({
    args,
    version: '0.1.0',
    adapter,
    print: (text) => {
      // On a terminal both are seen: the bar must be gone by then.
      if (isTTY) expect(said.endsWith('\r\u001b[K')).toBe(true);
      out += text;
    },
    errors: {
      isTTY,
      columns: 80,
      write: (text: string | Uint8Array) => {
        said += text;
        return true;
      },
    },
  });
  return { code, out, said };
}

describe('npm run measure', () => {
  it('says on the CPU what the page’s table says', async () => {
    const { code, out, said } = await command(SMALL, '--cpu');
    const [what, outcome, head, ...rows] = out.trimEnd().split('\n');
    expect(what).toBe('4 layers, 12 wide, kaiming_normal weights (std = 0.408), relu, 8 samples');
    expect(outcome).toMatch(/^\w+.* after 4 layers$/);
    expect(head).toMatch(/^layer +variance +second moment +mean/);
    expect(rows.map((row) => row.trim().split(/ +/)[0])).toEqual(['0', '1', '2', '3', '4']);
    // No bar in a pipe.
    expect(said).toBe('The CPU computes.\n');
    expect(code).toBe(0);
  });

  it('writes what the engine reports, and in shards the same, byte for byte', async () => {
    const sweep = [SMALL, '--cpu', '--seeds', '2', '--sweep', 'gain=0.5:2:3'];
    const shards = [1, 2, 3, 4].map((part) => at(`${part}.json`));
    const whole = await Promise.all([
      command(...sweep, '--out', at('all.json')),
      inside([...sweep, '--out', at('all.csv')]),
      ...shards.map((out, i) => inside([...sweep, '--shard', `${i + 1}/4`, '--out', out])),
    ]);
    expect(whole.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(whole[0]!.out).toBe('');
    const merged = await inside(['--merge', ...shards.reverse(), '--out', at('merged.json')]);
    expect(merged).toEqual({ code: 0, out: '', said: '' });
    expect(read('merged.json')).toBe(read('all.json'));
    expect((await inside(['--merge', ...shards, '--out', at('merged.csv')])).code).toBe(0);
    expect(read('merged.csv')).toBe(read('all.csv'));

    const content = readMeasurement(JSON.parse(read('all.json')), 'all.json') as Measurement;
    expect(content.runs.map(({ value, seed }) => [value, seed])).toEqual([
      [0.5, 1],
      [0.5, 2],
      [1.25, 1],
      [1.25, 2],
      [2, 1],
      [2, 2],
    ]);
    const engine = createCpuEngine();
    const experiment = experimentWith(defaultExperiment, {
      widths: [12],
      depth: 4,
      batch: 8,
      scheme: 'kaiming_normal',
      activation: 'relu',
      gain: 1.25,
      seed: 2,
    }) as Experiment;
    const reports = await measure(engine, experiment);
    expect(byLayer(content, content.runs[3]!, 'post', 'variance')).toEqual(
      reports.map(({ layer, post }) => ({ layer, value: post.variance })),
    );
  });

  it('refuses with 2 and a sentence', async () => {
    const { code, out, said } = await command('deth=3', '--cpu');
    expect(said).toMatch(/^A link has no “deth”/);
    expect([code, out]).toEqual([2, '']);
  });

  it.each([
    [
      'a size that the engine cannot hold',
      ['widths=2048&depth=200&batch=2048&backward=true'],
      'and this device allows',
    ],
    [
      'more than can be run',
      [SMALL, '--seeds', '1000', '--sweep', 'gain=1:2:3'],
      'That would be 3000 runs; at most 2000',
    ],
    ['seeds of seeds', [SMALL, '--seeds', '2', '--sweep', 'seed=1:3:3'], 'leave --seeds out'],
    ['a folder that is not there', [SMALL, '--out', '/nowhere/a.csv'], 'cannot be written'],
    ['a file that is not there', [at('none.json')], 'none.json cannot be read'],
    [
      'a merge of what is not there',
      ['--merge', at('none.json'), '--out', at('x.json')],
      'none.json cannot be read',
    ],
  ])('refuses %s', async (_, args, sentence) => {
    const { code, out, said } = await inside([...args, '--cpu']);
    expect(said).toContain(sentence);
    expect([code, out]).toEqual([2, '']);
  });

  it('refuses with the merge’s sentence where a part is missing', async () => {
    const shard = ['--cpu', '--seeds', '2', '--shard', '1/2', '--out', at('first.json')];
    expect((await inside([SMALL, ...shard])).code).toBe(0);
    const { code, said } = await inside(['--merge', at('first.json'), '--out', at('y.json')]);
    expect([code, said]).toEqual([2, 'Of 2 parts 2 is missing.\n']);
  });

  it('ends with 1 where what computes fails, or the file cannot be written', async () => {
    const lost = {
      features: new Set(),
      requestDevice: () => Promise.reject(new Error('The device is lost.')),
    };
    const failed = await inside([SMALL], lost as unknown as GPUAdapter);
    expect(failed).toEqual({
      code: 1,
      out: '',
      said: 'The measurement failed: The device is lost.\n',
    });
    mkdirSync(at('folder.json'));
    const written = await inside([SMALL, '--cpu', '--out', at('folder.json')]);
    expect([written.code, written.said]).toEqual([1, expect.stringContaining('EISDIR')]);
  });

  it('says how Dawn is installed, and that the CPU computes where it finds no adapter', async () => {
    const missing = await inside([SMALL], 'Dawn is not installed.');
    expect([missing.code, missing.said]).toEqual([2, 'Dawn is not installed.\n']);
    const { code, said } = await inside([SMALL]);
    expect([code, said]).toEqual([0, 'There is no WebGPU adapter here: the CPU computes.\n']);
  });

  it('says what a sweep does not change, and what of a link it leaves out', async () => {
    const args = [`${SMALL}&pin1=other`, '--cpu', '--sweep', 'slope=0.1:0.2:2'];
    const { code, out, said } = await inside(args);
    expect(said).toContain('Only A is measured: the pinned runs of the link stay out.');
    expect(said).toContain('slope changes nothing here');
    expect(out.split('\n').map((line) => line.split(':')[0])).toEqual([
      'slope 0.1, seed 1',
      'slope 0.2, seed 1',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('takes its bar away before it prints', async () => {
    const { code, out, said } = await inside([SMALL, '--cpu'], undefined, true);
    expect(code).toBe(0);
    expect(out).toContain('12 wide');
    expect(said).toContain('░ 80 % run 1 of 1');
  });

  it('reads its own file again', async () => {
    writeFileSync(at('again.json'), JSON.stringify({ experiment: { widths: [12], depth: 2 } }));
    const first = await inside([at('again.json'), '--cpu', '--out', at('one.json')]);
    const second = await inside([at('one.json'), '--cpu', '--out', at('two.json')]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(read('two.json')).toBe(read('one.json'));
  });
});

describe('its progress', () => {
  const shown = (isTTY: boolean) => {
    let text = '';
    const stream = {
      isTTY,
      columns: 40,
      write: (more: string | Uint8Array) => {
        text += more;
        return true;
      },
    };
    const progress = createProgress(stream);
    progress.show(0.5, 'run 3 of 6, and words that no line of a terminal has room for');
    progress.end();
    return text;
  };

  it('is a bar within a terminal’s line, which goes when it ends', () => {
    const [, line, ...rest] = shown(true).split('\r\u001b[K');
    expect(line).toBe('████████████░░░░░░░░░░░░ 50 % run 3 of ');
    expect(line).toHaveLength(39);
    expect(rest).toEqual(['']);
  });

  it('is nothing in a pipe', () => {
    expect(shown(false)).toBe('');
  });
});
