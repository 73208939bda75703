import type { Experiment } from '../../model/experiment';
import { drawnInput } from '../../model/input';
import { type LayerShape, layerShapes } from '../../model/layer-shapes';
import { PLACES, strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import { schemeOf } from '../../model/schemes';
import { layerWidths } from '../../model/width-list';
import type { Workspace } from './buffers';
import { COST } from './cost';
import type { Dispatcher } from './dispatcher';
import { Draws } from './draws';
import { Measure } from './measure';
import { Norms } from './norms';
import { passesOf } from './passes';
import type { Measurement, Results } from './results';
import type { Dispatch } from './submission';
import type { WeightSource } from './weights';

/** Places that one stage takes at most. */
const PER_STAGE = 3;
/** Stages whose results one submission may bring back. */
export const STAGES_PER_SUBMISSION = PLACES / PER_STAGE;

/** LSUV corrects once: without biases that is exact. With them it comes closer each time. */
const LSUV_CORRECTIONS = { exact: 1, biased: 5 };

/** What one layer takes in one direction, and what will be known of it afterwards. */
export interface Stage {
  readonly layer: number;
  readonly fanIn: number;
  readonly units: number;
  readonly measurements: readonly Measurement[];
  readonly dispatches: Iterable<Dispatch>;
}

/** What a run is given beside its experiment. */
interface Given {
  readonly weights: WeightSource;
  /** Weights are measured, too. */
  readonly measuresWeights: boolean;
  /** How often it goes forward and, if the experiment says so, backward. */
  readonly steps: number;
}

/** The stages of one run: in each step input and layers forward, then, if it is asked for, backward. */
export class Stages {
  readonly #draws: Draws;
  readonly #passes: ReturnType<typeof passesOf>;
  readonly #norms: Norms;
  readonly #measure: Measure;
  readonly #widths: readonly number[];
  #count = 0;

  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
    private readonly results: Results,
    private readonly given: Given,
  ) {
    this.#draws = new Draws(experiment, dispatcher, workspace);
    this.#passes = passesOf(experiment, dispatcher, workspace);
    this.#norms = new Norms(experiment, dispatcher, workspace);
    this.#measure = new Measure(experiment, dispatcher, workspace, results);
    this.#widths = layerWidths(experiment);
  }

  /** In order. Dispatches are made when asked for, at the pace known then. */
  *all(): Generator<Stage> {
    for (let step = 0; step < this.given.steps; step++) yield* this.#step();
  }

  *#step(): Generator<Stage> {
    const { batch, backward } = this.experiment;
    const shapes = layerShapes(this.experiment);
    const input = this.#widths[0]!;
    const none = { layer: 0, fanIn: input, fanOut: input };

    const both = (units: number) => [
      ['pre', batch, units] as const,
      ['post', batch, units] as const,
    ];
    yield this.#stage(none, both(input), (m) => this.#input(m));
    for (const shape of shapes) {
      const { fanIn, fanOut } = shape;
      const weights = this.given.measuresWeights ? [['weight', fanOut, fanIn] as const] : [];
      yield this.#stage(shape, [...both(fanOut), ...weights], (m) => this.#forward(shape, m));
    }
    if (!backward) return;

    for (const shape of shapes.toReversed()) {
      const { fanIn, fanOut } = shape;
      const measured = [
        ['gradPre', batch, fanOut],
        ['gradPost', batch, fanOut],
        ['gradWeight', fanOut, fanIn],
      ] as const;
      yield this.#stage(shape, measured, (m) => this.#backward(shape, m));
    }
    yield this.#stage(none, [['gradPost', batch, input]], ([gradPost]) =>
      this.#measure.statistics(this.workspace.gradPost(0), gradPost!),
    );
  }

  #stage(
    { layer, fanIn, fanOut }: Pick<LayerShape, 'layer' | 'fanIn' | 'fanOut'>,
    measured: Parameters<Measure['planned']>[2],
    dispatches: (measurements: Measurement[]) => Iterable<Dispatch>,
  ): Stage {
    const first = (this.#count++ % STAGES_PER_SUBMISSION) * PER_STAGE;
    const measurements = this.#measure.planned(layer, first, measured);
    return { layer, fanIn, units: fanOut, measurements, dispatches: dispatches(measurements) };
  }

  /** Draws the input, unless it is there already, and takes its statistics. */
  *#input([pre, post]: Measurement[]): Generator<Dispatch> {
    const x = this.workspace.post(0);
    const drawn = drawnInput(this.experiment);
    if (drawn) {
      const { std: scale, mean, distribution } = drawn;
      const shape = { rows: this.experiment.batch, columns: this.#widths[0]!, layer: 0 };
      yield* this.#draws.rows(x, { ...shape, stream: 'input', distribution, scale, mean });
    }
    // The input is its own pre-activation: it is shown the same whichever quantity is.
    yield* this.#measured({ h: x, a: x, x, skip: false }, pre!, post!);
  }

  /** Weights, their statistics if asked for, product, normalisation, φ. */
  *#forward(shape: LayerShape, [pre, post, weight]: Measurement[]): Generator<Dispatch> {
    const { layer } = shape;
    const [h, a] = [this.workspace.pre(layer), this.workspace.post(layer)];
    yield* this.#draws.bias(shape);
    yield* this.given.weights.of(shape);
    if (schemeOf(this.experiment.scheme).dataDependent) yield* this.#correct(shape, pre!);
    if (weight) yield* this.#measure.statistics(this.workspace.weights, weight);
    yield* this.#passes[shape.kind].multiply(shape);
    yield* this.#norms.forward(shape);
    const x = this.workspace.post(layer - 1);
    yield* this.#measured({ h, a, x, skip: shape.skip }, pre!, post!);
  }

  /** φ, and the statistics before and after it. */
  *#measured(layer: Parameters<Measure['survey']>[0], pre: Measurement, post: Measurement) {
    yield* this.#measure.survey(layer, pre, post);
    yield* this.#measure.counts([layer.h, layer.a], pre);
  }

  /** LSUV: divides the weights by what the layer's output deviates by. */
  *#correct(shape: LayerShape, pre: Measurement): Generator<Dispatch> {
    const { whole, place } = pre;
    const { layer, bias } = shape;
    const { factors, parts } = this.workspace;
    const corrections = bias.scale === 0 ? LSUV_CORRECTIONS.exact : LSUV_CORRECTIONS.biased;
    for (let i = 0; i < corrections; i++) {
      yield* this.#passes[shape.kind].multiply(shape, false);
      yield this.#measure.moments(this.workspace.pre(layer), pre);
      const params = {
        first_part: this.results.firstPart(place),
        part_count: whole.parts,
        layer,
        first: Number(i === 0),
        gain: this.experiment.gain,
      };
      yield this.dispatcher.one('lsuvFactor', { parts, factors }, params, [1], whole.parts * 100);
      yield this.#rescale(shape, 0, i === corrections - 1);
    }
  }

  /** Multiplies the weights by a factor that the GPU holds: LSUV's last, or a layer's product. */
  #rescale({ fanIn, fanOut }: LayerShape, factor: number, rounds: boolean): Dispatch {
    const { factors, weights } = this.workspace;
    const quads = (strideOf(fanIn) / 4) * fanOut;
    const format = rounds ? numberFormats[this.experiment.format].code : 0;
    const groups = this.dispatcher.groups('scale', quads);
    const cost = 4 * quads * COST.scale;
    return this.dispatcher.one(
      'scale',
      { factors, weights },
      { quads, factor, format },
      [groups],
      cost,
    );
  }

  /** From the gradient with respect to a layer's post-activations to the one below's. */
  *#backward(shape: LayerShape, measurements: Measurement[]): Generator<Dispatch> {
    const { layer, fanOut } = shape;
    const [gradPre, gradPost, gradWeight] = measurements;
    const { workspace } = this;
    const passes = this.#passes[shape.kind];
    if (layer === this.experiment.depth) {
      const { batch: rows } = this.experiment;
      const task = { rows, columns: fanOut, layer, distribution: 'normal', scale: 1 } as const;
      yield* this.#draws.rows(workspace.gradPost(layer), { ...task, stream: 'cotangent' });
    }
    yield this.#measure.surveyBackward(shape, gradPre!, gradPost!);
    yield* this.#measure.counts([workspace.gradPre, workspace.gradPost(layer)], gradPre!);
    yield* this.#norms.backward(shape);
    yield* passes.weightGradient(shape);
    yield* this.#measure.statistics(workspace.gradWeight, gradWeight!);
    yield* this.given.weights.of(shape);
    if (schemeOf(this.experiment.scheme).dataDependent) yield this.#rescale(shape, layer, true);
    yield* passes.inputGradient(shape);
  }
}
