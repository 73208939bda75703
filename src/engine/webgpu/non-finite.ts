/** What an adapter makes of inf and NaN. The kernels do not rely on it: it is told, not used. */
import type { NonFinite } from '../../model/adapter';
import { probe } from './probe';
import { nonFiniteSource } from './sources';

const INFINITY = 0x7f800000;
const isNan = (bits: number) => (bits & 0x7fffffff) > INFINITY;

/** What the kernel is given: any number in NaN's place gives what it gives. */
export const nonFiniteCase = (huge = 1e30, inf = Number.POSITIVE_INFINITY, nan = Number.NaN) => ({
  storage: { x: Float32Array.of(huge, inf, inf, nan, nan) },
  params: { zero: 0 },
  words: 4,
});

/** Reads the kernel's results. */
export const nonFiniteOf = ([product, difference, unequal, maximum]: Uint32Array): NonFinite => ({
  overflows: product === INFINITY,
  isNanMade: isNan(difference!),
  isNanUnequal: unequal === 1,
  isNanKept: isNan(maximum!),
});

/** Measures it, in one small submission. */
export const measureNonFinite = async (device: GPUDevice): Promise<NonFinite> => {
  const about = { name: 'non-finite', source: nonFiniteSource, ...nonFiniteCase() };
  return nonFiniteOf(new Uint32Array(await probe(device, about)));
};
