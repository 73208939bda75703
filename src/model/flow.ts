/** Measurements in the order in which a pass makes them: forward, or for gradients backward. */
import { isGradient, type Quantity } from './histogram';
import { isFiniteLayer } from './moments';
import { type LayerReport, measurementsOf } from './report';

export function inFlow(reports: readonly LayerReport[], quantity: Quantity) {
  const measurements = measurementsOf(reports, quantity);
  return isGradient(quantity) ? measurements.reverse() : measurements;
}

/** Layers next to each other that hold inf or NaN, as the pass meets them first. */
export interface BrokenField {
  readonly from: number;
  readonly to: number;
}

export function brokenField(
  reports: readonly LayerReport[],
  quantity: Quantity,
): BrokenField | undefined {
  const measurements = inFlow(reports, quantity);
  const finite = measurements.map(({ statistics }) => isFiniteLayer(statistics));
  const start = finite.indexOf(false);
  if (start < 0) return undefined;
  const end = finite.indexOf(true, start);
  const to = measurements.at(end < 0 ? -1 : end - 1)!;
  return { from: measurements[start]!.layer, to: to.layer };
}
