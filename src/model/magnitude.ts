/** How large a layer's numbers are: by their variance, or with their mean. */
export interface Spread {
  readonly variance: number;
  readonly secondMoment: number;
}
export type Magnitude = keyof Spread;

/**
 * What says how two layers compare: the variance; but the second moment, which is what the next sum's
 * variance follows, if in either the mean is most of it.
 */
export const magnitudeOf = (...two: readonly Spread[]): Magnitude =>
  two.some(({ variance, secondMoment }) => variance < secondMoment / 2)
    ? 'secondMoment'
    : 'variance';
