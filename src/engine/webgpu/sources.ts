import activated from '../../../shaders/activated.wgsl?raw';
import binRange from '../../../shaders/bin_range.wgsl?raw';
import clearSlots from '../../../shaders/clear_slots.wgsl?raw';
import columns from '../../../shaders/columns.wgsl?raw';
import countsOwn from '../../../shaders/counts_own.wgsl?raw';
import countsShared from '../../../shaders/counts_shared.wgsl?raw';
import draw from '../../../shaders/draw.wgsl?raw';
import floatBits from '../../../shaders/float_bits.wgsl?raw';
import formats from '../../../shaders/formats.wgsl?raw';
import functions from '../../../shaders/functions.wgsl?raw';
import health from '../../../shaders/health.wgsl?raw';
import histogram from '../../../shaders/histogram.wgsl?raw';
import lanes from '../../../shaders/lanes.wgsl?raw';
import limits from '../../../shaders/limits.wgsl?raw';
import lsuvFactor from '../../../shaders/lsuv_factor.wgsl?raw';
import mergedParts from '../../../shaders/merged_parts.wgsl?raw';
import moments from '../../../shaders/moments.wgsl?raw';
import nonFinite from '../../../shaders/non_finite.wgsl?raw';
import normColumns from '../../../shaders/norm_columns.wgsl?raw';
import normColumnsBackward from '../../../shaders/norm_columns_backward.wgsl?raw';
import normRows from '../../../shaders/norm_rows.wgsl?raw';
import normRowsBackward from '../../../shaders/norm_rows_backward.wgsl?raw';
import oneLane from '../../../shaders/one_lane.wgsl?raw';
import orthogonal from '../../../shaders/orthogonal.wgsl?raw';
import ownRange from '../../../shaders/own_range.wgsl?raw';
import padding from '../../../shaders/padding.wgsl?raw';
import part from '../../../shaders/part.wgsl?raw';
import philox from '../../../shaders/philox.wgsl?raw';
import reflect from '../../../shaders/reflect.wgsl?raw';
import reflectorGram from '../../../shaders/reflector_gram.wgsl?raw';
import reflectors from '../../../shaders/reflectors.wgsl?raw';
import sample from '../../../shaders/sample.wgsl?raw';
import scale from '../../../shaders/scale.wgsl?raw';
import scaled from '../../../shaders/scaled.wgsl?raw';
import slots from '../../../shaders/slots.wgsl?raw';
import sparseKeys from '../../../shaders/sparse_keys.wgsl?raw';
import sparseThresholds from '../../../shaders/sparse_thresholds.wgsl?raw';
import sparsify from '../../../shaders/sparsify.wgsl?raw';
import subnormals from '../../../shaders/subnormals.wgsl?raw';
import survey from '../../../shaders/survey.wgsl?raw';
import surveyBackward from '../../../shaders/survey_backward.wgsl?raw';
import tally from '../../../shaders/tally.wgsl?raw';
import tallyLanes from '../../../shaders/tally_lanes.wgsl?raw';
import tallyOneLane from '../../../shaders/tally_one_lane.wgsl?raw';
import trigonometry from '../../../shaders/trigonometry.wgsl?raw';
import unitDraws from '../../../shaders/unit_draws.wgsl?raw';
import withCare from '../../../shaders/with_care.wgsl?raw';
import workgroupSum from '../../../shaders/workgroup_sum.wgsl?raw';
import { type ActivationName, activationOf } from '../../model/activations';
import { type Distribution, distributions } from '../../model/distributions';
import { constantsOf, type Grain } from './partition';
import type { Product } from './products';

const joined = (...parts: string[]) => parts.join('\n');

const rounding = joined(floatBits, formats);
const drawing = joined(philox, trigonometry, unitDraws);
const drawsFrom = (wgsl: string) =>
  `fn draws(quad: u32, row: u32, column: vec4u) -> vec4f { return ${wgsl}; }`;
const merging = joined(floatBits, part, tally, mergedParts);

const sharing = {
  serial: { counts: countsOwn, lanes: oneLane, tallies: joined(tally, tallyOneLane) },
  parallel: { counts: countsShared, lanes, tallies: joined(tally, tallyLanes) },
} satisfies Record<Grain, unknown>;

/** The kernels whose threads share the work as the adapter likes it. */
export const grained = (grain: Grain) => ({
  moments: joined(
    constantsOf(grain, 'moments'),
    floatBits,
    padding,
    part,
    sharing[grain].lanes,
    sharing[grain].tallies,
    slots,
    clearSlots,
    withCare,
    moments,
  ),
  histogram: joined(
    constantsOf(grain, 'histogram'),
    floatBits,
    padding,
    part,
    binRange,
    slots,
    sharing[grain].counts,
    histogram,
  ),
});

/** The others' WGSL: each its own file after the shared ones that it names. */
export const sources = {
  reflectors: joined(drawing, reflectors, workgroupSum),
  reflectorGram,
  reflect,
  orthogonal: joined(rounding, orthogonal),
  sparseThresholds: joined(philox, sparseKeys, sparseThresholds),
  sparsify: joined(philox, sparseKeys, sparsify),
  lsuvFactor: joined(merging, lsuvFactor),
  scale: joined(rounding, scale),
  scaled: joined(rounding, scaled),
  normRows: joined(rounding, normRows, workgroupSum),
  normRowsBackward: joined(rounding, normRowsBackward, workgroupSum),
  normColumns: joined(rounding, normColumns),
  normColumnsBackward: joined(rounding, normColumnsBackward),
  ownRange: joined(merging, binRange, ownRange),
};

/** A kernel for each distribution whose elements are drawn one by one. */
export const drawSources = Object.fromEntries(
  Object.entries(distributions).flatMap(([name, row]) =>
    'wgsl' in row ? [[`draw ${name}`, joined(drawing, rounding, draw, drawsFrom(row.wgsl))]] : [],
  ),
) as Record<DrawName, string>;
export type DrawName = `draw ${Exclude<Distribution, 'orthogonal'>}`;

/** What kernels of a run are told when they are compiled: a condition on it costs nothing. */
export interface Constants {
  /** Number of the format that is rounded to; 0: none is. */
  readonly FORMAT: number;
  /** Whether there are residual connections. */
  readonly RESIDUAL: boolean;
  /** Whether a is not φ(h), but rounded, or a sum. */
  readonly AGAIN: boolean;
  /** Whether histograms have logarithmic bins, or linear ranges. */
  readonly LOG_BINS: boolean;
  readonly LINEAR_RANGES: boolean;
  /** Whether any matrix has columns that only fill up its last quad. */
  readonly PADDED: boolean;
}

/** Neither formats nor residual sums, and a shared logarithmic axis. */
export const NOTHING_ELSE: Constants = {
  FORMAT: 0,
  RESIDUAL: false,
  AGAIN: false,
  LOG_BINS: true,
  LINEAR_RANGES: false,
  PADDED: false,
};

/** A kernel's WGSL with those of the constants that it names. */
export function withConstants(code: string, constants: Constants): string {
  const named = Object.entries(constants).filter(([name]) => code.includes(name));
  const typed = (value: number | boolean) => (typeof value === 'number' ? `${value}u` : value);
  return joined(code, ...named.map(([name, value]) => `const ${name} = ${typed(value)};`));
}

/** Measure the adapter, and are no part of a run. */
export const subnormalsSource = subnormals;
export const nonFiniteSource = nonFinite;

/** Kernels that need no activation function. */
export type KernelName =
  | DrawName
  | keyof typeof sources
  | keyof Product['kernels']
  | keyof ReturnType<typeof grained>;

const library = joined(philox, trigonometry, functions);
const libraryNames = [...library.matchAll(/\bfn (\w+)/g)].map(([, name]) => name!);

/** φ and φ′, after what they call: most call nothing, and compilers read slowly. */
const both = (name: ActivationName) => {
  const { phi, derivative } = activationOf(name).wgsl;
  const calls = libraryNames.some((one) => `${phi} ${derivative}`.includes(`${one}(`));
  return joined(
    ...(calls ? [library] : []),
    `fn phi(x: f32, slope: f32) -> f32 { return ${phi}; }`,
    `fn phi_slope(x: f32, slope: f32) -> f32 { return ${derivative}; }`,
  );
};

/** The kernels of one activation function, with φ and φ′ from its row. */
export const activationSources = (name: ActivationName, grain: Grain) => ({
  surveyBackward: joined(
    constantsOf(grain, 'survey'),
    both(name),
    rounding,
    limits,
    padding,
    part,
    sharing[grain].lanes,
    sharing[grain].tallies,
    slots,
    clearSlots,
    withCare,
    surveyBackward,
  ),
  survey: joined(
    constantsOf(grain, 'survey'),
    both(name),
    rounding,
    limits,
    activated,
    padding,
    part,
    sample,
    sharing[grain].lanes,
    sharing[grain].tallies,
    slots,
    clearSlots,
    withCare,
    survey,
  ),
  columns: joined(
    constantsOf(grain, 'columns'),
    both(name),
    floatBits,
    limits,
    activated,
    padding,
    sample,
    health,
    sharing[grain].lanes,
    columns,
    workgroupSum,
  ),
});

export type ActivationKernelName = keyof ReturnType<typeof activationSources>;
