import { rangesFor } from '../../model/axis';
import type { Experiment } from '../../model/experiment';
import type { Quantity, Ranges } from '../../model/histogram';
import { layerShapes } from '../../model/layer-shapes';
import { type MemoryLimits, memoryProblem } from '../../model/memory';
import type { LayerReport, Statistics } from '../../model/report';
import { loadDigits } from '../digits';
import { type Engine, type RunOptions, type Store, stores } from '../engine';
import { Lifetime } from '../lifetime';
import { backwardLayer } from './backward';
import { type Breathe, createBreather } from './breather';
import { forwardLayer, type Pass } from './forward';
import { healthOf, inputHealth } from './health';
import { cotangentOf, inputOf, type LoadDigits } from './input';
import { histogramOf, momentsOf, outside, ownRange } from './statistics';

const GIB = 2 ** 30;

/** What a layer's run left behind: its report and what the backward pass needs. */
interface Finished {
  readonly report: LayerReport;
  readonly pass?: Pass;
  readonly post: Float32Array;
}

/** The float32 reference engine: every operation rounded to float32, statistics in float64. */
class CpuEngine implements Engine {
  readonly name = 'CPU';
  readonly flushesSubnormals = false;
  readonly limits: MemoryLimits = { buffer: GIB, total: GIB };
  readonly #stores = Object.fromEntries(
    stores.map((store) => [store, new Map<string, Uint32Array>()]),
  ) as Record<Store, Map<string, Uint32Array>>;
  /** Where the run's histograms go. */
  #histograms = this.#stores.a;
  #ranges: Partial<Ranges> = {};
  readonly #life = new Lifetime();

  constructor(private readonly digits: LoadDigits) {}

  async *run(experiment: Experiment, options: RunOptions = {}) {
    const { store = 'a', ranges = rangesFor('log', [experiment]) } = options;
    const check = () => this.#life.check(options.signal);
    check();
    const problem = memoryProblem(experiment, this.limits);
    if (problem) throw new RangeError(problem.sentence);
    this.#histograms = this.#stores[store];
    this.#histograms.clear();
    this.#ranges = ranges;
    const breathe = createBreather(check);
    const finished: Finished[] = [];
    for await (const layer of this.#forward(experiment, options, breathe)) {
      yield layer.report;
      check();
      if (experiment.backward) finished.push(layer);
    }
    if (!experiment.backward) return;
    for await (const report of this.#backward(experiment, finished, breathe)) {
      yield report;
      check();
    }
  }

  async histogram(layer: number, quantity: Quantity, store: Store = 'a'): Promise<Uint32Array> {
    this.#life.check();
    const counts = this.#stores[store].get(`${layer} ${quantity}`);
    if (!counts) throw new RangeError(`There is no histogram of layer ${layer}’s ${quantity}.`);
    return counts.slice();
  }

  dispose(): void {
    this.#life.end();
    for (const store of stores) this.#stores[store].clear();
  }

  async *#forward(
    experiment: Experiment,
    { weights: measuresWeights }: RunOptions,
    breathe: Breathe,
  ): AsyncGenerator<Finished> {
    const shapes = layerShapes(experiment);
    let x = await inputOf(experiment, this.digits, breathe);
    const input = await this.#measure(x, 0, 'pre', breathe);
    this.#histograms.set('0 post', this.#histograms.get('0 pre')!);
    const units = shapes[0]!.fanIn;
    const health = inputHealth(x, experiment);
    yield {
      report: { layer: 0, fanIn: units, units, pre: input, post: input, ...health },
      post: x,
    };

    for (const shape of shapes) {
      const { active, weights, ...pass } = await forwardLayer(experiment, shape, x, breathe);
      x = pass.post;
      const { layer, fanIn, fanOut } = shape;
      const pre = await this.#measure(pass.pre, layer, 'pre', breathe);
      const post = await this.#measure(x, layer, 'post', breathe);
      const weight = measuresWeights && (await this.#measure(weights, layer, 'weight', breathe));
      const health = healthOf({ active, ...pass }, experiment);
      await breathe();
      const report = {
        layer,
        fanIn,
        units: fanOut,
        pre,
        post,
        ...(weight && { weight }),
        ...health,
      };
      yield { report, pass, post: x };
    }
  }

  /** Frees each layer once its gradients are known. */
  async *#backward(
    experiment: Experiment,
    finished: Finished[],
    breathe: Breathe,
  ): AsyncGenerator<LayerReport, void, undefined> {
    let gradient = await cotangentOf(experiment, breathe);
    for (let last = finished.pop(); last; last = finished.pop()) {
      const { report, pass } = last;
      const { layer } = report;
      const gradPost = await this.#measure(gradient, layer, 'gradPost', breathe);
      if (!pass) {
        yield { ...report, gradPost };
        return;
      }
      const x = finished.at(-1)!.post;
      const gradients = await backwardLayer(experiment, pass, x, gradient, breathe);
      const gradPre = await this.#measure(gradients.pre, layer, 'gradPre', breathe);
      const gradWeight = await this.#measure(gradients.weight, layer, 'gradWeight', breathe);
      gradient = gradients.input;
      yield { ...report, gradPre, gradPost, gradWeight };
    }
  }

  async #measure(
    values: Float32Array,
    layer: number,
    quantity: Quantity,
    breathe: Breathe,
  ): Promise<Statistics> {
    const moments = momentsOf(values);
    await breathe();
    const range = this.#ranges[quantity] ?? ownRange(moments);
    const counts = histogramOf(values, range);
    this.#histograms.set(`${layer} ${quantity}`, counts);
    await breathe();
    return { ...moments, histogram: { range, ...outside(range, counts) } };
  }
}

/** The float32 reference engine; needs no GPU, and runs in slices of 10 ms. */
export const createCpuEngine = ({ digits = loadDigits }: { digits?: LoadDigits } = {}): Engine =>
  new CpuEngine(digits);
