/** What tests make of the engine's parts. */
import { createBreather } from '../../src/engine/cpu/breather';
import { scaledWeights, unitWeights } from '../../src/engine/cpu/weights';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { layerShapes } from '../../src/model/layer-shapes';
import { Problem } from '../../src/model/problem';

/** An experiment, or a failed test. */
export function made(changes: Record<string, unknown>, base = defaultExperiment): Experiment {
  const result = experimentWith(base, changes);
  if (result instanceof Problem) throw new Error(result.sentence);
  return result;
}

/** Weights of one layer, as the engine uses them; [fanOut, fanIn]. */
export async function weights(changes: Record<string, unknown>, layer = 1): Promise<Float32Array> {
  const experiment = made({ depth: layer, ...changes });
  const shape = layerShapes(experiment)[layer - 1]!;
  const unit = await unitWeights(experiment, shape, createBreather());
  return scaledWeights(experiment, unit, shape.scale);
}

/** 20 pinned seeds. */
export const SEEDS = Array.from({ length: 20 }, (_, i) => i);
