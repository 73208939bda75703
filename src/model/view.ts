import { type AxisChoice, axisChoices } from './axis';
import type { Theme } from './colour';
import { figures } from './figures';
import { type Quantity, quantities } from './histogram';

/** From where the stack is seen. */
export const cameras = {
  threeQuarter: 'three-quarter',
  front: 'front',
  side: 'side',
  top: 'top',
} as const;
export type CameraName = keyof typeof cameras;

/** What a bar's height says. */
export const heights = { density: 'density', count: 'count', logCount: 'log count' } as const;
export type Height = keyof typeof heights;

/** What the chart shows of a quantity. */
export const measures = {
  variance: figures.variance.name,
  secondMoment: figures.secondMoment.name,
  std: figures.std.name,
} as const;
export type Measure = keyof typeof measures;

export const [MIN_SCALE, MAX_SCALE, SCALE_STEP] = [0.75, 2, 0.25] as const;

/** An interface scale so many steps away, within what is allowed. */
export const scaledBy = (scale: number, steps: number) =>
  Math.max(MIN_SCALE, Math.min(MAX_SCALE, scale + steps * SCALE_STEP));

/** How a second experiment is seen: not at all, in a picture of its own, or behind the first. */
export const comparisons = { off: 'off', beside: 'side by side', ghost: 'ghost' } as const;
export type Comparison = keyof typeof comparisons;

/** Seeds of which the chart shows the spread: the shown one, and as many others as make up these. */
export const seedCounts = { 1: '1', 8: '8', 32: '32' } as const;
export type SeedCount = keyof typeof seedCounts;

/** How a run is shown. The axis mode also decides which histograms the engine takes. */
export interface View {
  readonly quantity: Quantity;
  /** The pre-activation as an outline against the post-activation: “both”. */
  readonly both: boolean;
  readonly axis: AxisChoice;
  readonly comparison: Comparison;
  readonly seeds: SeedCount;
  readonly camera: CameraName;
  readonly height: Height;
  readonly measure: Measure;
}

/** What a person likes, whatever the page shows: no link and no lesson sets it. */
export interface Preferences {
  readonly theme: Theme;
  /** Of all type and controls, 0.75 … 2. */
  readonly scale: number;
  /** Whether the panel is open; folded, it leaves its room to the picture. */
  readonly panel: boolean;
  /** Whether the chart is open; folded, it is a line high. */
  readonly chart: boolean;
  /** Whether a line tells what a run costs. */
  readonly costs: boolean;
  /** The chart's height as a share of what it and the picture have, in per cent; undefined: as it is laid out. */
  readonly chartHeight: number | undefined;
}

/** From where to where the chart's height may be set, in per cent. */
export const [LEAST_CHART, MOST_CHART] = [10, 50] as const;

export const defaultView: View = {
  quantity: 'post',
  both: false,
  axis: 'automatic',
  comparison: 'off',
  seeds: 1,
  camera: 'threeQuarter',
  height: 'density',
  measure: 'variance',
};

const names = (list: readonly string[]) => Object.fromEntries(list.map((name) => [name, name]));

/** What each field may be, by name as lessons and links write it. */
export const viewValues = {
  quantity: names(quantities),
  both: { true: true, false: false },
  axis: axisChoices,
  comparison: comparisons,
  seeds: seedCounts,
  camera: cameras,
  height: heights,
  measure: measures,
} as const satisfies Record<keyof View, object>;
export const viewNames = Object.keys(viewValues) as (keyof View)[];

/** A field's value by its name there: “true” and numbers are written as texts. */
export function viewValueOf(name: keyof View, key: string): View[keyof View] {
  if (name === 'both') return key === 'true';
  return (name === 'seeds' ? Number(key) : key) as View[keyof View];
}

/** A layer that is pointed at, and one of its columns: −1 is what is below the axis, 0 the first on it. */
export interface Pointed {
  readonly layer: number;
  readonly bin?: number;
}

/** What a picture tells of a pointer or a key in it; the rest of the page follows. */
export interface PictureEvents {
  /** A layer (and bin) is pointed at, or none any more. */
  point(pointed: Pointed | undefined): void;
  /** A layer is chosen to be read closely. */
  select(layer: number): void;
}

/** Names of a quantity: short on a button, full in a caption. */
interface QuantityWords {
  readonly button: string;
  readonly caption: string;
  /** What its elements run over. */
  readonly over: string;
}

const activation = 'samples and units';

export const quantityWords: Record<Quantity, QuantityWords> = {
  pre: { button: 'pre-activation', caption: 'pre-activation', over: activation },
  post: { button: 'post-activation', caption: 'post-activation', over: activation },
  weight: { button: 'weights', caption: 'weights', over: 'weights' },
  gradPre: {
    button: 'grad pre',
    caption: 'gradient of the pre-activation',
    over: activation,
  },
  gradPost: {
    button: 'grad post',
    caption: 'gradient of the post-activation',
    over: activation,
  },
  gradWeight: {
    button: 'grad weights',
    caption: 'gradient of the weights',
    over: 'weights',
  },
};
