/** The outcome of a pass, as a word and a clause: the first row of `table` that applies. */
import { FLAT_IN_WORDS } from './activations';
import { figures, figureTextIn } from './figures';
import { type Magnitude, magnitudeOf, percent, readable, theLayer } from './format';
import { families, isActivation, type Quantity } from './histogram';
import { isFiniteLayer } from './moments';
import { inFlow, type LayerReport } from './report';
import { type Arithmetic, flushedInWords, type Telling, tellings } from './telling';

export interface Verdict {
  /** What happened, for colours and tests. */
  readonly word:
    | 'exploded'
    | 'broken'
    | 'growing'
    | 'held'
    | 'lost'
    | 'shrinking'
    | 'vanished'
    | 'waiting';
  /** The same for people: “exploded”, “grew 25-fold”, “fell to 4 %”. */
  readonly headline: string;
  /** One clause: with which figures, at which layer. */
  readonly detail: string;
}

/**
 * Decades of change that are level whatever the network: bells whose widths differ by less than √2,
 * a factor of 2 in variance, look alike. And those that never are: a bell twice as wide, a factor of 4.
 */
const [LEAST_LEVEL, MOST_LEVEL] = [Math.log10(2), Math.log10(4)];
/**
 * In between, what chance does to a network of this depth and width is level, too. A layer of n
 * units adds at most 5 / n to the variance of ln E[x²]: E φ⁴ / (E φ²)² − 1 for ReLU and samples that
 * are alike, 2 / n without activation. One run in twenty strays by more than two deviations.
 */
const [NOISE, DEVIATIONS] = [5, 2];
/**
 * Decades from which on growth is an explosion, and shrinking a vanishing: values a thousand times as
 * large, beside which what went in is the last of a float16's 11 bits.
 */
const GONE = 6;
/**
 * Share of dead units, or of saturated values, from which on a signal is lost. A rectifier is flat
 * for half of its values by design, and half its units are dead once samples are alike: this is
 * halfway from there to all, and four standard errors off for 64 units (0.5 / √64).
 */
const MOSTLY = 3 / 4;
/** Correlation of samples that are alike: two differ by less than a tenth of a std, √(2 · 0.005). */
const ALIKE = 0.995;

type Measurement = ReturnType<typeof inFlow>[number];

/** The data that the table's rows look at. */
interface Pass {
  readonly quantity: Quantity;
  readonly telling: Telling;
  readonly measurements: readonly Measurement[];
  /** The first measurement that is not all 0, with which the last one is compared. */
  readonly first: Measurement;
  readonly last: Measurement;
  /** Decades of the second moment from the first to the last: what travels, and decides. */
  readonly change: number;
  /** What is told: the variance, unless the mean is most of either, or of the change. */
  readonly by: Magnitude;
  /** Decades that still count as level. */
  readonly level: number;
  readonly reports: readonly LayerReport[];
  readonly machine: Arithmetic;
}

const isZero = ({ statistics: { zeros, count } }: Measurement) => zeros === count;
const allFinite = ({ statistics }: Measurement) => isFiniteLayer(statistics);
const reportAt = (reports: readonly LayerReport[], layer: number) =>
  reports.find((report) => report.layer === layer)!;

const decades = (from: Measurement, to: Measurement, by: Magnitude) =>
  Math.log10(to.statistics[by] / from.statistics[by]);

/** What counts as level; weights are drawn anew in every layer, and nothing adds up. */
function levelOf(reports: readonly LayerReport[], quantity: Quantity): number {
  if (quantity === 'weight') return LEAST_LEVEL;
  const passed = reports.filter((report) => report.layer > 0 && report[quantity]);
  const noise = Math.sqrt(passed.reduce((sum, { units }) => sum + NOISE / units, 0));
  return Math.max(LEAST_LEVEL, Math.min(MOST_LEVEL, (DEVIATIONS * noise) / Math.LN10));
}

/** “variance 0.97”, “gradient’s second moment 5”. */
const named = ({ whose }: Telling, by: Magnitude) => `${whose}${figures[by].name}`;
const figure = ({ statistics }: Measurement, by: Magnitude) => readable(statistics[by], 2);

/** `told`, and what its figure alone would hide. */
function withMean({ telling, last, by }: Pass, told: string): string {
  const { min, max, variance, secondMoment } = last.statistics;
  if (min === max) return `${told}; no spread: ${telling.each} is ${readable(min, 2)}`;
  // A tenth is a part to be told.
  const hasMean = by === 'secondMoment' && variance < 0.9 * secondMoment;
  return hasMean ? `${told} (variance ${readable(variance, 2)})` : told;
}

/** “variance 0.97 after 50 layers”. */
function endsInWords(pass: Pass): string {
  const { telling, first, last, by } = pass;
  const at = (one: Measurement) => ({ layer: one.layer, value: figure(one, by) });
  return withMean(pass, telling.ends(named(telling, by), at(first), at(last)));
}

type Row = (pass: Pass) => Verdict | undefined;

/** Infinities or NaNs: which came first, from where, and what was there before. */
const notFinite: Row = ({ measurements, telling }) => {
  const at = measurements.findIndex((one) => !allFinite(one));
  if (at < 0) return undefined;
  const { layer, statistics } = measurements[at]!;
  const what = statistics.infinities > 0 ? 'inf' : 'NaN';
  const stays = !measurements.slice(at).some(allFinite);
  const where = stays
    ? `${what} from ${theLayer(layer)} ${telling.onwards}`
    : `${what} first at ${theLayer(layer)}`;
  const before = measurements[at - 1];
  const word = what === 'inf' ? 'exploded' : 'broken';
  if (!before) return { word, headline: word, detail: where };
  const first = measurements.find((one) => !isZero(one))!;
  const by = magnitudeOf(first.statistics, before.statistics);
  // In one line of the page: the layer before is the one before.
  const came = isZero(before)
    ? `; all 0 at ${theLayer(before.layer)}`
    : `, after ${named(telling, by)} ${figure(before, by)}`;
  // What is too large for its sums is inf − inf at once.
  const grown = !isZero(before) && decades(first, before, by) > GONE ? 'exploded' : word;
  const detail = `${where}${came}`;
  return { word: grown, headline: grown, detail };
};

/** All 0 in the end: since when, and whether the machine has hastened it. */
const allZero: Row = ({ measurements, last, telling, reports, machine, quantity }) => {
  if (!isZero(last)) return undefined;
  const from = measurements.findLastIndex((one) => !isZero(one)) + 1;
  const { layer } = measurements[from]!;
  const where = `from ${theLayer(layer)} ${telling.onwards}`;
  if (from === 0)
    return { word: 'vanished', headline: 'all 0', detail: `${telling.each} ${where}` };
  const { fanIn, units } = reportAt(reports, layer);
  const rms = measurements.slice(0, from).map((one) => Math.sqrt(one.statistics.secondMoment));
  const fading = { rms: rms.filter((x) => x > 0), terms: Math.max(fanIn, units) };
  const flushed = quantity === 'weight' ? undefined : flushedInWords(fading, machine);
  const detail = [`${telling.each} is exactly 0 ${where}`, flushed].filter(Boolean).join('; ');
  return { word: 'vanished', headline: 'vanished', detail };
};

/** “25”: how many times as large, or as small. */
const times = ({ first, last, by }: Pass) => readable(10 ** Math.abs(decades(first, last, by)), 2);

/** Weights neither grow nor fade along the layers: they are drawn so. */
const weightsDiffer: Row = (pass) => {
  const { quantity, change, level } = pass;
  if (quantity !== 'weight' || Math.abs(change) <= level) return undefined;
  const headline = `differ ${times(pass)}-fold`;
  return { word: change > 0 ? 'growing' : 'shrinking', headline, detail: endsInWords(pass) };
};

/** More than anybody calls level. */
const changed: Row = (pass) => {
  const { change, level, first, last, by } = pass;
  if (Math.abs(change) <= level) return undefined;
  const factor = last.statistics[by] / first.statistics[by];
  const detail = endsInWords(pass);
  if (change > GONE) return { word: 'exploded', headline: 'exploded', detail };
  if (change < -GONE) return { word: 'vanished', headline: 'vanished', detail };
  if (change > 0) return { word: 'growing', headline: `grew ${times(pass)}-fold`, detail };
  const share = `to ${readable(100 * factor, 2)} %`;
  const headline = `fell ${factor >= 0.01 ? share : `${times(pass)}-fold`}`;
  return { word: 'shrinking', headline, detail };
};

/** How much two samples have in common, their mean included: what the next layer's sums are alike by. */
function likeness({ post: { variance, secondMoment }, correlation }: LayerReport): number {
  const parted = variance > 0 ? variance * (1 - correlation.post) : 0;
  return 1 - parted / secondMoment;
}

interface Ends {
  readonly input: LayerReport;
  readonly last: LayerReport;
  readonly quantity: 'pre' | 'post';
}

/** A level magnitude may hide that nothing of the input is left: how, in the order in which it is told. */
const losses: readonly {
  readonly headline: string;
  applies(ends: Ends): boolean;
  clause?(ends: Ends): string;
}[] = [
  {
    headline: 'lost',
    applies: ({ input, last, quantity }) =>
      input.post.variance > 0 && last[quantity].min === last[quantity].max,
  },
  {
    headline: 'dead',
    applies: ({ last }) => last.dead >= MOSTLY,
    clause: ({ last: { dead, layer } }) =>
      `${percent(dead, 0)} of ${theLayer(layer)}’s units always 0`,
  },
  {
    headline: 'saturated',
    applies: ({ last }) => last.saturated >= MOSTLY,
    clause: ({ last: { saturated, layer } }) =>
      `${percent(saturated, 0)} of ${theLayer(layer)} (${FLAT_IN_WORDS})`,
  },
  {
    headline: 'samples alike',
    applies: ({ input, last, quantity }) =>
      last.correlation[quantity] >= ALIKE && likeness(input) < ALIKE,
    clause: ({ last, quantity }) =>
      `${figures.sampleCorrelation.name} ${figureTextIn('sampleCorrelation', last, quantity)} at ${theLayer(last.layer)}`,
  },
];

const lost: Row = (pass) => {
  const { quantity, reports } = pass;
  if (!isActivation(quantity)) return undefined;
  const ends = { input: reportAt(reports, 0), last: reportAt(reports, pass.last.layer), quantity };
  const loss = losses.find(({ applies }) => applies(ends));
  if (!loss) return undefined;
  // The layer has been named, but for one whose values are all alike.
  const level = withMean(pass, `${named(pass.telling, pass.by)} ${figure(pass.last, pass.by)}`);
  const detail = loss.clause ? `${loss.clause(ends)}; ${level}` : endsInWords(pass);
  return { word: 'lost', headline: loss.headline, detail };
};

const held: Row = (pass) => ({
  word: 'held',
  headline: pass.quantity === 'weight' ? 'level' : 'held',
  detail: endsInWords(pass),
});

const table: readonly Row[] = [notFinite, allZero, weightsDiffer, changed, lost, held];

/**
 * Says what the reports so far show of `quantity`: what is not finite, then what is all 0, what grew
 * or fell, what is level but lost, and what held.
 */
export function verdict(
  reports: readonly LayerReport[],
  quantity: Quantity,
  machine: Arithmetic = {},
): Verdict {
  const measurements = inFlow(reports, quantity);
  const telling = tellings[families[quantity]];
  const [start, last] = [measurements[0], measurements.at(-1)];
  // Of a network of one layer there is one measurement, unless the input is measured too.
  if (!start || !last || (start === last && start.layer !== 1))
    return { word: 'waiting', headline: 'waiting', detail: telling.none };
  const first = measurements.find((one) => !isZero(one)) ?? start;
  const level = levelOf(reports, quantity);
  const change = decades(first, last, 'secondMoment');
  const byMean = Math.abs(change) > level && Math.abs(decades(first, last, 'variance')) <= level;
  const by = byMean ? 'secondMoment' : magnitudeOf(first.statistics, last.statistics);
  const pass = { quantity, telling, measurements, first, last, change, by, level };
  for (const row of table) {
    const found = row({ ...pass, reports, machine });
    if (found) return found;
  }
  throw new Error('The table’s last row always applies.');
}
