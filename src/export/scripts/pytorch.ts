/** An experiment as a PyTorch script, from version 1.12 on, which runs on a CPU. */
import type { Experiment } from '../../model/experiment';
import { drawnInput, PIXEL_MEAN, PIXEL_STD } from '../../model/input';
import { torchActivations } from './activations';
import { ownData } from './own-data';
import { comment, indented, lines, measured, num, paragraphs, printing } from './python';
import { initLines } from './pytorch-init';
import {
  about,
  branchFactor,
  CORRELATED,
  correlatedLines,
  DIGITS_NOTE,
  drawn,
  type Script,
  sizes,
  skipsOf,
} from './script';

const isFloat32 = ({ format }: Experiment) => format === 'float32';

/** Number formats other than float32: every tensor goes through it. */
const rounding = ({ format }: Experiment) => `def rounded(x):
    # As in mixed precision: weights, activations and, on the way back, gradients in
    # ${format}, sums in float32. torch.autocast does much the same on a GPU.
    return x.to(torch.${format}).to(torch.float32)`;

/** `text` rounded to the experiment's number format. */
const rounded = (experiment: Experiment, text: string) =>
  isFloat32(experiment) ? text : `rounded(${text})`;

/** x Wᵀ + b, not yet rounded. */
const affine = (experiment: Experiment) =>
  isFloat32(experiment) ? 'layer(x)' : 'F.linear(x, rounded(layer.weight), rounded(layer.bias))';

function inputOf(experiment: Experiment): string {
  const { correlation: c, pixels } = experiment;
  const shape = 'batch, widths[0]';
  const digits = lines(
    comment(DIGITS_NOTE),
    "digits = MNIST('mnist', download=True).data[:batch].reshape(-1, widths[0]) / 255",
    `x = ${rounded(experiment, pixels === 'raw' ? 'digits' : `(digits - ${PIXEL_MEAN}) / ${PIXEL_STD}`)}`,
  );
  const input = drawnInput(experiment);
  if (experiment.input === 'file')
    return lines(
      ownData(experiment),
      `x = ${rounded(experiment, 'torch.from_numpy(np.float32(data))')}`,
    );
  if (!input) return digits;
  const draws: Record<string, string> = {
    normal: `torch.randn(${shape})`,
    uniform: `torch.empty(${shape}).uniform_(-(3**0.5), 3**0.5)`,
    correlated: CORRELATED,
  };
  return lines(
    input.distribution === 'correlated' &&
      correlatedLines(c, 'torch.randn(1, widths[0])', `torch.randn(${shape})`),
    `x = ${rounded(experiment, drawn(draws[input.distribution]!, input))}`,
  );
}

/** Normalised pre-activations, of `u`, [batch, units]. */
function normOf({ norm, epsilon, batch }: Experiment) {
  const eps = num(epsilon);
  const rows: Record<Experiment['norm'], { call?: string; note?: string }> = {
    none: {},
    layer: { call: `F.layer_norm(u, u.shape[1:], eps=${eps})` },
    batch:
      batch > 1
        ? { call: `F.batch_norm(u, None, None, training=True, eps=${eps})` }
        : {
            call: `(u - u.mean(0)) * (u.var(0, unbiased=False) + ${eps}).rsqrt()`,
            note: 'Written out: F.batch_norm refuses a batch of 1, which it would make 0',
          },
    rms: {
      call: `u * (u.square().mean(1, keepdim=True) + ${eps}).rsqrt()`,
      note: 'Written out: nn.RMSNorm came with PyTorch 2.4',
    },
  };
  return rows[norm];
}

/** What a layer does with its input `x`. */
function layerOf(experiment: Experiment): string {
  const { call, note } = normOf(experiment);
  const linear = rounded(experiment, affine(experiment));
  const sum = (active: string) => `x + ${branchFactor(experiment)}${active}`;
  const skips = skipsOf(experiment);
  return lines(
    experiment.scheme === 'lsuv' && 'lsuv_(layer, x)',
    `${call ? 'u' : 'h'} = ${linear}`,
    note && comment(note),
    call && `h = ${rounded(experiment, call)}`,
    skips === 'none' && `x = ${rounded(experiment, 'activation(h)')}`,
    skips === 'all' && `x = ${rounded(experiment, sum('activation(h)'))}`,
    skips === 'some' &&
      `a = activation(h)
if layer.in_features == layer.out_features:
    a = ${sum('a')}
x = ${rounded(experiment, 'a')}`,
  );
}

/** Scales each layer's weights by what it makes of its input. */
function lsuv(experiment: Experiment): string | false {
  const { scheme, bias, biasValue, biasStd, gain, backward } = experiment;
  if (scheme !== 'lsuv') return false;
  const hasBias = (bias === 'constant' && biasValue !== 0) || (bias === 'normal' && biasStd !== 0);
  const scale = lines(
    `std = ${affine(experiment)}.double().std(unbiased=False)`,
    'if std > 0 and std.isfinite():',
    `    layer.weight.mul_(${gain === 1 ? '1' : num(gain)} / std)`,
  );
  return lines(
    backward && '@torch.no_grad()',
    'def lsuv_(layer, x):',
    '    # PyTorch has none: orthogonal weights, divided by the std of what they make of the',
    '    # data (Mishkin & Matas 2016)',
    hasBias && '    for _ in range(5):  # the biases have a share of the std',
    indented(scale, hasBias ? 8 : 4),
  );
}

function network(experiment: Experiment): string {
  const { activation, slope, backward } = experiment;
  const { call, note } = torchActivations[activation];
  const forward = lines(
    inputOf(experiment),
    backward && 'x.requires_grad_()',
    'pre, post = [x], [x]',
    'for layer in layers:',
    indented(layerOf(experiment)),
    backward && '    h.retain_grad()\n    x.retain_grad()',
    '    pre.append(h)',
    '    post.append(x)',
    backward &&
      `x.backward(${rounded(experiment, 'torch.randn_like(x)')})  # the loss's gradient: standard normal`,
  );
  return paragraphs(
    1,
    lines(
      note && comment(note),
      `activation = ${typeof call === 'string' ? call : call(slope)}`,
      'layers = [nn.Linear(fan_in, fan_out) for fan_in, fan_out in zip(widths, widths[1:])]',
      'for layer in layers:',
      '    init_(layer)',
    ),
    forward,
  );
}

const variance = (experiment: Experiment) => `def variance(x):
    if x is None:
        return None
    x = ${rounded(experiment, 'x.detach()')}.double()
    return x[x.isfinite()].var(unbiased=False).item()  # of what did not overflow`;

const found = ({ backward }: Experiment) =>
  lines(
    "found = {'pre': pre, 'post': post}",
    backward &&
      `found['grad_pre'] = [None, *(h.grad for h in pre[1:])]
found['grad_post'] = [x.grad for x in post]
found['grad_weight'] = [None, *(layer.weight.grad for layer in layers)]`,
  );

const usesFunctional = (experiment: Experiment) =>
  !isFloat32(experiment) || (normOf(experiment).call?.includes('F.') ?? false);

export const pytorch: Script = {
  name: 'PyTorch',
  ending: 'py',
  write(experiment, reports) {
    const { backward, input, seed } = experiment;
    const head = paragraphs(
      1,
      lines(
        about(
          experiment,
          'PyTorch',
          input === 'digits' ? 'Needs torchvision, which downloads MNIST.' : '',
        ),
        input === 'file' && 'import numpy as np',
        'import torch',
        'from torch import nn',
        usesFunctional(experiment) && 'from torch.nn import functional as F',
        input === 'digits' && 'from torchvision.datasets import MNIST',
      ),
      lines(`torch.manual_seed(${seed})`, !backward && 'torch.set_grad_enabled(False)'),
      sizes(experiment),
    );
    return `${paragraphs(
      2,
      head,
      lines(
        backward && '@torch.no_grad()',
        'def init_(layer):',
        indented(lines(...initLines(experiment))),
        // A comment alone is no body.
        initLines(experiment).every((line) => line.startsWith('#')) && '    pass',
      ),
      !isFloat32(experiment) && rounding(experiment),
      lsuv(experiment),
      torchActivations[experiment.activation].before,
      paragraphs(1, network(experiment), measured(reports, experiment)),
      variance(experiment),
      paragraphs(1, found(experiment)),
      printing(backward),
    )}\n`;
  },
};
