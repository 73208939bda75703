import { readable } from '../../../model/format';
import { notMeasured } from '../kit/request';
import type { Words } from '../kit/stage';
import { changesOf, meanProfile, type Profile, type Scale, type Tapering } from './numbers';

export interface BackwardState {
  readonly tapering: Tapering;
  readonly scale: Scale;
  readonly predicted: Profile;
  /** Of the networks measured so far. */
  readonly networks: readonly Profile[];
  /** How many there will be, or why there are no more. */
  readonly awaited: number | string;
}

/** The two curves, in the order in which a network computes them. */
export const ways = [
  { way: 'forward', of: 'activations', arrow: '→' },
  { way: 'backward', of: 'gradients', arrow: '←' },
] as const;
export type Way = (typeof ways)[number]['way'];

/** By what a way changes from its beginning to its end. Few networks tell two digits; not measured where there is no network yet. */
export function changeInWords({ predicted, networks }: BackwardState, way: Way) {
  const change = networks.length > 0 ? changesOf(meanProfile(networks))[way] : undefined;
  return {
    measured: change === undefined ? '× …' : `× ${readable(change, 2, true)}`,
    theory: `theory × ${readable(changesOf(predicted)[way])}`,
  };
}

/** For the text; NaN before anything is measured. */
export function backwardValues(networks: readonly Profile[]) {
  const none = { forward: NaN, backward: NaN };
  const { forward, backward } = networks.length > 0 ? changesOf(meanProfile(networks)) : none;
  return { forward_change: forward, backward_change: backward };
}

function progress({ networks, awaited }: BackwardState): string {
  if (typeof awaited === 'string') return notMeasured(awaited);
  const done = networks.length === awaited;
  return `${done ? '' : `${networks.length} of `}${awaited} networks`;
}

export function backwardWords(state: BackwardState): Words {
  const { tapering, scale } = state;
  const { first, last, depth } = tapering;
  const variance = `Var(W) = ${scale.formula}`;
  const curves = ways.map(({ way, of }) => {
    const { measured, theory } = changeInWords(state, way);
    return `second moment of the ${of} ${measured} in all, by ${theory}`;
  });
  return {
    readout:
      typeof state.awaited === 'string'
        ? [progress(state)]
        : [variance, progress(state), 'second moments'],
    alternative: `A network of ${depth} ReLU layers that narrows from ${first} to ${last} units, weights of ${variance}; ${progress(state)}. From the input to the output: ${curves[0]}. From the output back to the input: ${curves[1]}.`,
  };
}
