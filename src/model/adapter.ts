/** What an adapter does where WGSL leaves it free, in words; a device measures it. */

/** What becomes of inf and NaN. */
export interface NonFinite {
  /** A product beyond float32's range is inf. */
  readonly overflows: boolean;
  /** inf − inf is NaN. */
  readonly isNanMade: boolean;
  /** NaN ≠ NaN holds: compilers may assume that there is none. */
  readonly isNanUnequal: boolean;
  /** max(NaN, 0) is NaN, as PyTorch has it, and not 0. */
  readonly isNanKept: boolean;
}

/** As IEEE 754 has it, PyTorch, and any processor. */
export const ieee: NonFinite = {
  overflows: true,
  isNanMade: true,
  isNanUnequal: true,
  isNanKept: true,
};

export const subnormalsInWords = (flushes: boolean): string =>
  flushes
    ? 'Measured: this adapter flushes numbers below 1.2×10⁻³⁸, float32’s normal range, to 0. PyTorch keeps them down to 1.4×10⁻⁴⁵, so a vanishing network reaches 0 some layers later there.'
    : 'Numbers below 1.2×10⁻³⁸, float32’s normal range, are kept down to 1.4×10⁻⁴⁵, as in PyTorch.';

/** Goes on from “Measured: ”, or whatever says how it is known. */
export function nonFiniteInWords({
  overflows,
  isNanMade,
  isNanUnequal,
  isNanKept,
}: NonFinite): string {
  const made = [
    `overflow gives ${overflows ? 'inf' : 'a finite number'}`,
    `inf − inf ${isNanMade ? 'is NaN' : 'is a number'}`,
  ];
  const lost = [
    isNanUnequal ? '' : 'NaN ≠ NaN does not hold',
    isNanKept ? '' : 'max(NaN, 0) is 0',
  ].filter(Boolean);
  const as = overflows && isNanMade ? 'as in PyTorch' : 'unlike PyTorch';
  const bits = 'so the kernels tell NaN by its bits, and none is lost';
  return `${made.join(', ')}, ${as}. ${lost.length > 0 ? `On this adapter ${lost.join(' and ')}, ${bits}.` : 'NaN is kept and found everywhere.'}`;
}
