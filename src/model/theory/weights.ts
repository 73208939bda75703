import { distributions } from '../distributions';
import type { Experiment } from '../experiment';
import { type LayerShape, layerShapes } from '../layer-shapes';
import { schemeOf } from '../schemes';
import { chainOf, stored } from './chain';
import type { Predicted, Prediction } from './prediction';
import { weightMoment } from './random';

function weightOf(experiment: Experiment, drawn: LayerShape, x: Predicted): Predicted {
  const shape = chainOf(experiment) ? stored(experiment, drawn) : drawn;
  const { distribution } = schemeOf(experiment.scheme);
  const mean = shape.scale * distributions[distribution].mean(shape.fanOut, shape.fanIn);
  const secondMoment = weightMoment(experiment, shape, x);
  return { variance: secondMoment - mean ** 2, secondMoment };
}

/** Adds what the scheme says of the weights, at any width. LSUV's depend on what enters each layer. */
export function withWeights(
  experiment: Experiment,
  layers: readonly Prediction[],
): readonly Prediction[] {
  const shapes = layerShapes(experiment);
  return layers.map((prediction, i) => {
    const [shape, below] = [shapes[i - 1], layers[i - 1]];
    if (!shape || !below) return prediction;
    return { ...prediction, weight: weightOf(experiment, shape, below.post) };
  });
}
