import activation from '../../../shaders/activation.wgsl?raw';
import binRange from '../../../shaders/bin_range.wgsl?raw';
import draw from '../../../shaders/draw.wgsl?raw';
import floatBits from '../../../shaders/float_bits.wgsl?raw';
import histogram from '../../../shaders/histogram.wgsl?raw';
import matmul from '../../../shaders/matmul.wgsl?raw';
import moments from '../../../shaders/moments.wgsl?raw';
import ownRange from '../../../shaders/own_range.wgsl?raw';
import padding from '../../../shaders/padding.wgsl?raw';
import part from '../../../shaders/part.wgsl?raw';
import philox from '../../../shaders/philox.wgsl?raw';
import unitDraws from '../../../shaders/unit_draws.wgsl?raw';
import { type ActivationName, activationOf } from '../../model/activations';

/** Each kernel's WGSL: its own file after the shared ones that it names. */
export const sources = {
  draw: [philox, unitDraws, draw].join('\n'),
  matmul,
  moments: [floatBits, padding, part, moments].join('\n'),
  ownRange: [part, binRange, ownRange].join('\n'),
  histogram: [floatBits, padding, binRange, histogram].join('\n'),
};

export type KernelName = keyof typeof sources;

/** The activation kernel with φ from the activation's row. */
export const activationSource = (name: ActivationName) =>
  [floatBits, `fn phi(x: f32) -> f32 { return ${activationOf(name).wgsl}; }`, activation].join(
    '\n',
  );
