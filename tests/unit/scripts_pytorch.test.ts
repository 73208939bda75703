import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { scripts } from '../../src/export/scripts/scripts';
import { activations } from '../../src/model/activations';
import { holdData } from '../../src/model/data';
import type { Experiment } from '../../src/model/experiment';
import { inputKinds, normKinds } from '../../src/model/kinds';
import { presetExperiment, presetNames } from '../../src/model/presets';
import type { LayerReport, Statistics } from '../../src/model/report';
import { schemes } from '../../src/model/schemes';
import { iris } from './data-writing';
import { made } from './making';
import { forInput } from './pages';

const script = (changes: Record<string, unknown>) =>
  scripts.pytorch.write(made({ depth: 3, widths: [16], ...changes }), []);

async function reportsOf(experiment: Experiment): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  for await (const report of createCpuEngine().run(experiment)) reports.push(report);
  return reports;
}

/** Of “torch.nn.init.normal_” and the like. */
const named = (source: string, where: string) =>
  new RegExp(`${where.replaceAll('.', '\\.')}\\.(\\w+)`).exec(source)?.[1];

describe('a PyTorch script', () => {
  it.each(Object.entries(schemes))('has the name of PyTorch’s own for %s', (scheme, { source }) => {
    const text = script({ scheme });
    const name = named(source, 'torch.nn.init');
    if (name) expect(text).toContain(`    nn.init.${name}(layer.weight`);
    else expect(text).toMatch(/^ {4}# .*(PyTorch has no|nn\.Linear has begun)|# PyTorch has none/m);
  });

  it.each(Object.entries(activations))('has PyTorch’s %s', (activation, { source }) => {
    const name = named(source, 'torch.nn') ?? named(source, 'torch');
    // Written out, since the module cancels.
    if (activation === 'tanhshrink') {
      expect(script({ activation })).toContain('# nn.Tanhshrink is x - tanh(x), which');
      return;
    }
    expect(script({ activation })).toMatch(
      new RegExp(`^activation = (nn|torch)\\.${name}(\\(|$)`, 'm'),
    );
  });

  it.each([
    [{ scheme: 'normal', std: 0.02 }, 'nn.init.normal_(layer.weight, std=0.02)'],
    [{ scheme: 'normal', std: 0.00002 }, 'std=2e-5)'],
    [{ scheme: 'uniform', bound: 0.3 }, 'nn.init.uniform_(layer.weight, -0.3, 0.3)'],
    [
      { scheme: 'trunc_normal', std: 0.02 },
      'nn.init.trunc_normal_(layer.weight, std=0.02, a=-2 * 0.02, b=2 * 0.02)',
    ],
    [{ scheme: 'trunc_normal', std: 0.02 }, '# trunc_normal_ cuts at -2 and 2 themselves'],
    // It would divide by its std.
    [{ scheme: 'trunc_normal', std: 0 }, 'nn.init.zeros_(layer.weight)'],
    [{ scheme: 'kaiming_normal' }, "kaiming_normal_(layer.weight, nonlinearity='relu')"],
    [
      { scheme: 'kaiming_uniform', mode: 'fan_out', a: 0.2 },
      "kaiming_uniform_(layer.weight, mode='fan_out', a=0.2, nonlinearity='leaky_relu')",
    ],
    [{ scheme: 'lecun_normal' }, "kaiming_normal_(layer.weight, nonlinearity='linear')"],
    [{ scheme: 'lecun_uniform' }, "kaiming_uniform_(layer.weight, nonlinearity='linear')"],
    [{ scheme: 'sparse', sparsity: 0.8, std: 0.5 }, 'sparse_(layer.weight, sparsity=0.8, std=0.5)'],
    [{ scheme: 'constant', value: -0.1 }, 'nn.init.constant_(layer.weight, -0.1)'],
    [{ scheme: 'linear_default' }, 'kaiming_uniform_ with a = √5'],
    [{ scheme: 'xavier_normal', gain: 1.5 }, 'xavier_normal_(layer.weight, gain=1.5)'],
    [
      { scheme: 'xavier_uniform', gain: 5 / 3, activation: 'tanh' },
      "gain=nn.init.calculate_gain('tanh'))",
    ],
    [{ scheme: 'xavier_uniform', gain: 5 / 3 }, 'gain=1.6666666666666667)'],
    [
      { scheme: 'orthogonal', gain: Math.sqrt(2 / 1.04), activation: 'leaky_relu', slope: 0.2 },
      "gain=nn.init.calculate_gain('leaky_relu', 0.2))",
    ],
    [{ scheme: 'lecun_normal', gain: 2.5 }, 'layer.weight.mul_(2.5)  # gain'],
    [{ scheme: 'lsuv', gain: 2 }, '    layer.weight.mul_(2 / std)'],
    [{ bias: 'zero' }, 'nn.init.zeros_(layer.bias)'],
    [{ bias: 'constant', biasValue: -0.5 }, 'nn.init.constant_(layer.bias, -0.5)'],
    [{ bias: 'normal', biasStd: 0.3 }, 'nn.init.normal_(layer.bias, std=0.3)'],
    [{ activation: 'leaky_relu', slope: 0.3 }, 'activation = nn.LeakyReLU(0.3)'],
    [{ norm: 'layer', epsilon: 1e-5 }, 'h = F.layer_norm(u, u.shape[1:], eps=1e-5)'],
    [{ norm: 'batch' }, 'h = F.batch_norm(u, None, None, training=True, eps=1e-5)'],
    // F.batch_norm refuses it.
    [
      { norm: 'batch', batch: 1 },
      'h = (u - u.mean(0)) * (u.var(0, unbiased=False) + 1e-5).rsqrt()',
    ],
    [{ norm: 'rms' }, 'h = u * (u.square().mean(1, keepdim=True) + 1e-5).rsqrt()'],
    [{ residual: true }, '    x = x + activation(h)'],
    [{ residual: true, branch: '1/√2' }, '    x = x + 0.5 ** 0.5 * activation(h)'],
    [{ residual: true, branch: '1/√depth' }, '    x = x + 3 ** -0.5 * activation(h)'],
    [{ residual: true, branch: 'typed', branchScale: 0.1 }, '    x = x + 0.1 * activation(h)'],
    [
      { residual: true, widths: [16, 8] },
      'if layer.in_features == layer.out_features:\n        a = x + a',
    ],
    // No layer keeps the width, so nothing is added.
    [{ residual: true, widths: [16, 14, 12, 10] }, '    x = activation(h)'],
    [{ inputMean: 2, inputStd: 0.5 }, 'x = 2 + 0.5 * torch.randn(batch, widths[0])'],
    [{ input: 'uniform' }, 'x = torch.empty(batch, widths[0]).uniform_(-(3**0.5), 3**0.5)'],
    [
      { input: 'constant', constant: -1, noise: 0.2 },
      'x = -1 + 0.2 * torch.randn(batch, widths[0])',
    ],
    [{ input: 'correlated', correlation: 0.9 }, 'x = (c**0.5 * shared + (1 - c) ** 0.5 * own)'],
    [{ input: 'digits', widths: [784, 16] }, 'x = (digits - 0.1307) / 0.3081'],
    [{ input: 'digits', widths: [784, 16], pixels: 'raw' }, 'x = digits\n'],
    [{ format: 'float16' }, 'return x.to(torch.float16).to(torch.float32)'],
    [{ format: 'bfloat16', norm: 'rms' }, 'h = rounded(u * '],
    [{ seed: 2 ** 32 - 1 }, 'torch.manual_seed(4294967295)'],
    [{ depth: 50, widths: [784] }, 'widths = [784] * 51  #'],
    [{ depth: 9, widths: [784, 512, 64] }, 'widths = [784, 512] + [64] * 8  #'],
    [{ widths: [16, 14, 12] }, 'widths = [16, 14, 12, 12]  #'],
  ])('of %j has “%s”', (changes, text) => {
    expect(script(changes)).toContain(text);
  });

  it('takes gradients where they are asked for, and none elsewhere', () => {
    const forward = script({});
    expect(forward).toContain('torch.set_grad_enabled(False)');
    expect(forward).not.toMatch(/backward|grad_pre|requires_grad/);
    const backward = script({ backward: true, format: 'float16' });
    expect(backward).toContain('x.backward(rounded(torch.randn_like(x)))');
    // Only then are gradients rounded as they are here.
    expect(backward).toContain('x = rounded(x.detach()).double()');
    for (const name of ['grad_pre', 'grad_post', 'grad_weight'])
      expect(backward).toContain(`found['${name}'] = `);
  });

  it('imports what it uses and nothing else', () => {
    for (const changes of [{}, { norm: 'layer' }, { norm: 'rms' }, { format: 'bfloat16' }]) {
      const text = script(changes);
      expect(text.includes('functional as F')).toBe(/ F\.|\(F\./.test(text));
    }
  });
});

describe('a script whose input is a file', () => {
  const of = (file: string, changes: Record<string, unknown> = {}) =>
    made({
      input: 'file',
      data: holdData(file, [iris.samples, iris.features], iris.values).name,
      widths: [iris.features, 16],
      shape: 'list',
      depth: 2,
      ...changes,
    });

  it.each([
    ['iris.csv', "file = 'iris.csv'", 'np.genfromtxt(\n    file, np.float32, delimiter='],
    ['IRIS.NPY', "file = 'IRIS.NPY'", 'np.load(file)[:5].astype(np.float32)'],
    ['it’s “a”.csv', "file = 'it’s “a”.csv'", 'np.genfromtxt('],
    [`it's "\\n".csv`, String.raw`file = "it's \"\\n\".csv"`, 'np.genfromtxt('],
  ])('reads %s by its ending', (file, name, call) => {
    for (const { write } of Object.values(scripts)) {
      const text = write(of(file), []);
      expect(text).toContain(`\n${name}\n`);
      expect(text).toContain(call);
      expect(text).toContain('# Needs the file, of 5 x 4 numbers, in the folder');
      expect(text).toContain('data = data.reshape(5, widths[0])');
      expect(text).toContain('data = np.resize(data, (batch, widths[0]))');
      expect(text).toContain('import numpy as np');
      expect(text).not.toContain('digits');
    }
  });

  it('scales features where they are standardised', () => {
    for (const { write } of Object.values(scripts)) {
      expect(write(of('iris.csv', { features: 'raw' }), [])).not.toContain('std(0)');
      expect(write(of('iris.csv', { features: 'standardised' }), [])).toContain(
        'data = (data - data.mean(0)) / np.where(data.std(0) > 0, data.std(0), 1)',
      );
    }
  });

  it('rounds it to the number format', () => {
    const text = (name: keyof typeof scripts) =>
      scripts[name].write(of('iris.csv', { format: 'bfloat16' }), []);
    expect(text('pytorch')).toContain('x = rounded(torch.from_numpy(np.float32(data)))');
    expect(text('jax')).toContain('x = rounded(jnp.asarray(data, jnp.float32))');
    expect(text('keras')).toContain("x = rounded(ops.convert_to_tensor(data, 'float32'))");
  });
});

describe('what was measured', () => {
  it('is in the script, to five digits, layer by layer', async () => {
    const experiment = made({ depth: 2, widths: [12], batch: 8, scheme: 'normal', backward: true });
    const reports = await reportsOf(experiment);
    const text = scripts.pytorch.write(experiment, reports);
    const last = new Map(reports.map((report) => [report.layer, report]));
    const digits = (x: number) => String(Number(x.toPrecision(5)));
    const row = (values: (number | undefined)[]) =>
      values.map((x) => (x === undefined ? 'None' : digits(x))).join(', ');
    const layers = [0, 1, 2].map((layer) => last.get(layer)!);
    expect(text).toContain(`'pre': [${row(layers.map(({ pre }) => pre.variance))}]`);
    expect(text).toContain(
      `'grad_weight': [${row(layers.map(({ gradWeight }) => gradWeight?.variance))}]`,
    );
    expect(text).toContain('with seed 1,');
  });

  it('is None where nothing was measured yet, and nan where nothing is finite', async () => {
    const experiment = made({ depth: 9, widths: [16], batch: 4, format: 'float16', std: 10 });
    const reports = await reportsOf(experiment);
    expect(scripts.pytorch.write(experiment, reports.slice(0, 2))).toMatch(
      /'pre': \[\S+, \S+\] \+ \[None\] \* 8,/,
    );
    const text = scripts.pytorch.write(experiment, reports);
    expect(text).toContain("nan = float('nan')");
    expect(text).toMatch(/\[nan\] \* \d/);
    expect(scripts.pytorch.write(experiment, [])).toContain('it had not run');
  });
});

describe('every script', () => {
  const experiments = [
    ...presetNames.map((name) => presetExperiment(name, made({}), 1)),
    ...normKinds.flatMap((norm) =>
      inputKinds.map((input) =>
        made(
          forInput({
            norm,
            input,
            inputMean: -1.25,
            inputStd: 0.1234567890123,
            correlation: 0.1234567890123,
            widths: [784, 16],
            depth: 3,
            residual: true,
            branch: 'typed',
            format: 'bfloat16',
            scheme: 'lsuv',
            bias: 'normal',
            backward: true,
          }),
        ),
      ),
    ),
  ];

  it.each(Object.entries(scripts))('of %s fits a page', (_, { write }) => {
    for (const experiment of experiments) {
      const text = write(experiment, []);
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
      // Nothing that JavaScript says where a text is missing.
      expect(text).not.toMatch(/undefined|NaN|\[object|Infinity|\n{4}|[ \t]\n/);
      expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
    }
  });

  it.each(Object.entries(scripts))('of %s reads as it did', async (name, { write }) => {
    const kaiming = made({
      scheme: 'kaiming_normal',
      activation: 'relu',
      widths: [32, 16],
      batch: 8,
      depth: 3,
      residual: true,
      norm: 'layer',
      backward: true,
    });
    const statistics = (variance: number) => ({ variance }) as Statistics;
    const reports = [0, 1, 2, 3].map(
      (layer) =>
        ({
          layer,
          pre: statistics(1 / (layer + 1)),
          post: statistics(0.5),
          ...(layer > 0 && { gradPre: statistics(12345678), gradWeight: statistics(1e-8 / layer) }),
          gradPost: statistics(0),
        }) as LayerReport,
    );
    await expect(write(kaiming, reports)).toMatchFileSnapshot(`./scripts/${name}.py`);
  });
});
