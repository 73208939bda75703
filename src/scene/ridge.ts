/** Tops of bars, on the processor: about where the ridge is, for labels to leave it free. */
import { Vector3 } from 'three/webgpu';
import { isPlain } from '../model/columns';
import { isFiniteLayer } from '../model/moments';
import { measurementsOf } from '../model/report';
import { heightScaleOf, unitsOf } from './height-scale';
import { layerZ, type Stack, UNIT_HEIGHT } from './layout';
import { columnX, shareAt } from './profile';
import type { SceneState } from './state';

/** Labels are wider than a thirtieth of a layer, and higher than what lies between so many layers. */
const [COLUMNS, LAYERS] = [30, 50];
/** What is lower than this, in units, may be covered. */
const LOW = 0.1;

const every = <T>(all: readonly T[], most: number) => {
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, i) => i % step === 0 || i === all.length - 1);
};

/** Some of the bars' tops, by the layers' statistics. */
export function ridgeOf(stack: Stack, state: SceneState): Vector3[] {
  const scale = heightScaleOf(state);
  const all = Array.from({ length: stack.columns.last + 1 }, (_, column) => column);
  const columns = every(
    all.filter((column) => isPlain(stack.columns, column)),
    COLUMNS,
  );
  const layers = every(measurementsOf(state.reports, state.quantity), LAYERS);
  return layers.flatMap(({ layer, statistics }) => {
    if (!isFiniteLayer(statistics)) return [];
    const { count: elements } = statistics;
    return columns.flatMap((column) => {
      const count = shareAt(stack, statistics, column) * elements;
      const units = unitsOf(scale, stack, { count, elements, plain: true });
      if (units < LOW) return [];
      return [new Vector3(columnX(stack, column), units * UNIT_HEIGHT, layerZ(stack, layer))];
    });
  });
}
