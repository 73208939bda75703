/**
 * Scripts whose network is a function of arrays, as JAX and Keras have it: kernels of shape
 * [fan_in, fan_out], the transpose of PyTorch's.
 */
import type { ActivationName } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import { drawnInput, PIXEL_MEAN, PIXEL_STD } from '../../model/input';
import { schemeOf } from '../../model/schemes';
import type { WrittenActivation } from './activations';
import { ownData } from './own-data';
import { comment, indented, lines, measured, num, paragraphs, printing } from './python';
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

/** A kernel, as an expression of `shape`, fan_in and fan_out. */
export interface Kernel {
  readonly call: string;
  /** What the framework lacks, or does otherwise. */
  readonly note?: string;
  /** Lines before it. */
  readonly before?: string;
}

/** What the frameworks write differently. */
export interface ArrayFramework {
  readonly name: string;
  /** What has `sqrt`, `mean`, `var`, …. */
  readonly ops: string;
  imports(experiment: Experiment): string;
  /** Makes what random numbers come from, for so many draws at most. */
  seed(seed: number, draws: number): string;
  normal(shape: string): string;
  /** In ±bound. */
  uniform(shape: string, bound: string): string;
  cast(x: string, format: Experiment['format']): string;
  zeros(shape: string): string;
  full(shape: string, value: string): string;
  kernel(experiment: Experiment): Kernel;
  readonly activations: Record<ActivationName, WrittenActivation>;
  /** Defines `pixels`, bytes of [batch, 28, 28]. */
  readonly pixels: string;
  /** A NumPy array as a float32 tensor. */
  tensor(array: string): string;
  /** A tensor `x` as a NumPy array. */
  readonly numpy: string;
  /** Gradients of Σ cotangent · output: defines the lists `dx`, `dw`, `dh`, `da`, and runs forward. */
  readonly gradients: string;
  /** Whether `layer` takes zeros that are added to h and a, whose gradients are those of h and a. */
  readonly taps: boolean;
}

const isFloat32 = ({ format }: Experiment) => format === 'float32';
const rounded = (e: Experiment, text: string) => (isFloat32(e) ? text : `rounded(${text})`);

function inputOf(experiment: Experiment, to: ArrayFramework): string {
  const { correlation: c, pixels } = experiment;
  const shape = '(batch, widths[0])';
  const input = drawnInput(experiment);
  if (experiment.input === 'file')
    return lines(ownData(experiment), `x = ${rounded(experiment, to.tensor('data'))}`);
  if (!input)
    return lines(
      comment(DIGITS_NOTE),
      to.pixels,
      `digits = ${to.tensor('pixels.reshape(-1, widths[0]) / 255')}`,
      `x = ${rounded(experiment, pixels === 'raw' ? 'digits' : `(digits - ${PIXEL_MEAN}) / ${PIXEL_STD}`)}`,
    );
  const isCorrelated = input.distribution === 'correlated';
  const draws = input.distribution === 'uniform' ? to.uniform(shape, '3**0.5') : to.normal(shape);
  if (isCorrelated)
    return lines(
      correlatedLines(c, to.normal('(1, widths[0])'), draws),
      `x = ${rounded(experiment, drawn(CORRELATED, input))}`,
    );
  const x = rounded(experiment, drawn('x', input));
  return lines(`x = ${draws}`, x !== 'x' && `x = ${x}`);
}

function biasOf({ scheme, bias, biasValue, biasStd }: Experiment, to: ArrayFramework): string {
  if (schemeOf(scheme).ownBias) return to.uniform('(fan_out,)', 'fan_in ** -0.5');
  if (bias === 'constant') return to.full('(fan_out,)', num(biasValue));
  if (bias === 'normal') return drawn(to.normal('(fan_out,)'), { mean: 0, std: biasStd });
  return to.zeros('(fan_out,)');
}

/** `init`, the kernel and the biases of a layer; LSUV takes its gain later. */
function init(experiment: Experiment, to: ArrayFramework): string {
  const { scheme, gain } = experiment;
  const { call, note, before } = to.kernel(experiment);
  const scaled = gain === 1 || scheme === 'lsuv' || scheme === 'zeros' ? 'w' : `${num(gain)} * w`;
  const kept = rounded(experiment, scaled);
  return lines(
    'def init(fan_in, fan_out):',
    indented(
      lines(
        'shape = fan_in, fan_out',
        note && comment(note),
        before,
        `w = ${call}`,
        kept !== 'w' && `w = ${kept}`,
        `b = ${rounded(experiment, biasOf(experiment, to))}`,
        'return w, b',
      ),
    ),
  );
}

/** The axis of `u`, [batch, units], that is normalised over, and whether its mean is subtracted. */
const norms = {
  none: undefined,
  layer: { axis: 1, centred: true },
  batch: { axis: 0, centred: true },
  rms: { axis: 1, centred: false },
} as const satisfies Record<Experiment['norm'], unknown>;

function layer(experiment: Experiment, to: ArrayFramework): string {
  const norm = norms[experiment.norm];
  const { ops } = to;
  const taps = to.taps && experiment.backward;
  const [dh, da] = taps ? [' + dh', ' + da'] : ['', ''];
  const linear = rounded(experiment, 'x @ w + b');
  const sum = (active: string) => `x + ${branchFactor(experiment)}${active}`;
  const skips = skipsOf(experiment);
  return lines(
    taps
      ? 'def layer(x, w, b, dh=0, da=0):\n    # dh and da are 0: their gradients are those of h and a'
      : 'def layer(x, w, b):',
    norm ? `    u = ${linear}` : `    h = ${linear}${dh}`,
    norm?.centred && `    u = u - ${ops}.mean(u, ${norm.axis}, keepdims=True)`,
    norm &&
      `    h = ${rounded(
        experiment,
        `u / ${ops}.sqrt(${ops}.mean(${ops}.square(u), ${norm.axis}, keepdims=True) + ${num(experiment.epsilon)})`,
      )}${dh}`,
    `    a = ${skips === 'all' ? sum('activation(h)') : 'activation(h)'}`,
    skips === 'some' && `    if w.shape[0] == w.shape[1]:\n        a = ${sum('a')}`,
    `    return h, ${rounded(experiment, 'a')}${da}`,
  );
}

/** Scales a layer's kernel by what it makes of its input. */
function lsuv(experiment: Experiment): string | false {
  const { scheme, bias, biasValue, biasStd, gain } = experiment;
  if (scheme !== 'lsuv') return false;
  const hasBias = (bias === 'constant' && biasValue !== 0) || (bias === 'normal' && biasStd !== 0);
  const pass = lines(
    `std = np.std(double(x @ ${isFloat32(experiment) ? '(scale * w)' : 'rounded(scale * w)'} + b))`,
    'if std > 0 and np.isfinite(std):',
    `    scale *= float(${num(gain)} / std)`,
  );
  return lines(
    'def lsuv(x, w, b):',
    '    # Orthogonal weights, divided by the std of what they make of the data (Mishkin &',
    '    # Matas 2016)',
    '    scale = 1.0',
    hasBias && '    for _ in range(5):  # the biases have a share of the std',
    indented(pass, hasBias ? 8 : 4),
    `    return ${rounded(experiment, 'scale * w')}`,
  );
}

function network(experiment: Experiment, to: ArrayFramework): string {
  const { activation, slope, backward, scheme } = experiment;
  const { call, note, before } = to.activations[activation];
  return paragraphs(
    2,
    before,
    lines(note && comment(note), `activation = ${typeof call === 'string' ? call : call(slope)}`),
    init(experiment, to),
    lsuv(experiment),
    layer(experiment, to),
    lines(
      `def forward(x, ws${to.taps && backward ? ', *zeros' : ''}):`,
      '    pre, post = [x], [x]',
      `    for parameters in zip(ws, bs${to.taps && backward ? ', *zeros' : ''}):`,
      '        h, x = layer(x, *parameters)',
      '        pre.append(h)',
      '        post.append(x)',
      '    return pre, post',
    ),
    paragraphs(
      1,
      inputOf(experiment, to),
      'ws, bs = map(list, zip(*map(init, widths, widths[1:])))',
      scheme === 'lsuv' &&
        lines(
          'a = x',
          'for i, b in enumerate(bs):',
          '    ws[i] = lsuv(a, ws[i], b)',
          '    a = layer(a, ws[i], b)[1]',
        ),
      backward
        ? lines(
            `cotangent = ${rounded(experiment, to.normal('(batch, widths[-1])'))}`,
            to.gradients,
          )
        : 'pre, post = forward(x, ws)',
    ),
  );
}

const found = (backward: boolean) =>
  lines(
    "found = {'pre': pre, 'post': post}",
    backward &&
      "found |= {'grad_pre': [None, *dh], 'grad_post': [dx, *da], 'grad_weight': [None, *dw]}",
  );

export const arrayScript = (to: ArrayFramework): Script => ({
  name: to.name,
  ending: 'py',
  write(experiment, reports) {
    const { backward, format, seed } = experiment;
    return `${paragraphs(
      2,
      paragraphs(
        1,
        lines(about(experiment, to.name), to.imports(experiment)),
        to.seed(seed, 3 * experiment.depth + 3),
        sizes(experiment),
      ),
      `def double(x):\n    return np.asarray(${to.numpy}, np.float64)`,
      !isFloat32(experiment) &&
        `def rounded(x):
    # As in mixed precision: weights, activations and, on the way back, gradients in
    # ${format}, sums in float32
    return ${to.cast(to.cast('x', format), 'float32')}`,
      network(experiment, to),
      measured(reports, experiment),
      `def variance(x):
    if x is None:
        return None
    x = double(${rounded(experiment, 'x')})
    x = x[np.isfinite(x)]  # what did not overflow
    return x.var() if x.size else np.nan`,
      found(backward),
      printing(backward),
    )}\n`;
  },
});
