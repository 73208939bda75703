/**
 * What a program gets that imports Initscope as a library: this list is all of it. `npm run build:lib`
 * makes it, docs/library.md tells how it is used.
 */

// Engines: an experiment in, a report per layer out.
export { createCpuEngine } from './engine/cpu/engine';
export type { Engine, RunOptions, Store } from './engine/engine';
export { stores } from './engine/engine';
export { measure } from './engine/measure';
export { deviceOf, onDeviceError } from './engine/webgpu/device';
export type { WebGpuEngine, WebGpuOptions } from './engine/webgpu/engine';
export { createWebGpuEngine } from './engine/webgpu/engine';
// The tables: a row for each activation, scheme, number format, …
export { activations } from './model/activations';
export { applies } from './model/applies';
export type { AxisMode } from './model/axis';
export { rangesFor } from './model/axis';
// Experiments: what decides what is computed.
export type { Experiment, ExperimentValues } from './model/experiment';
export {
  defaultExperiment,
  experimentWith,
  formatExperiment,
  isSame,
  parseExperiment,
} from './model/experiment';
// Figures: what a layer's report says, by name.
export type { FigureName } from './model/figures';
export { figureIn, figureNames, figures, figureText, quantitiesWith } from './model/figures';
export type { BinRange, Quantity, Ranges } from './model/histogram';
export { HISTOGRAM_WORDS, quantities, wordOf } from './model/histogram';
export type { LayerShape } from './model/layer-shapes';
export { layerShapes } from './model/layer-shapes';
export type { MemoryLimits } from './model/memory';
export { memoryBytes, memoryProblem } from './model/memory';
export type { NumberFormatName } from './model/number-format';
export { numberFormats } from './model/number-format';
export type { PresetName } from './model/presets';
export { presetExperiment, presetNames, presets } from './model/presets';
export { Problem } from './model/problem';
export type { PropertyName } from './model/properties';
export { properties, propertyNames } from './model/properties';
export type { Property } from './model/property';
export type { LayerReport, Statistics } from './model/report';
export type { SchemeName } from './model/schemes';
export { schemes } from './model/schemes';
// Theory: what mean-field theory predicts of an experiment, and of which layers.
export type { Predicted, Prediction, Theory } from './model/theory/theory';
export { caveatOf, predict, predictionsOf } from './model/theory/theory';
export type { Verdict } from './model/verdict';
export { verdict } from './model/verdict';
export { layerWidths } from './model/width-list';
