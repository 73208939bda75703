import type { Ray } from 'three/webgpu';
import { isPlain } from '../model/columns';
import { isFiniteLayer } from '../model/moments';
import { measurementsOf, type Statistics } from '../model/report';
import type { Pointed } from '../model/view';
import { heightScaleOf, unitsOf } from './height-scale';
import {
  floorEnds,
  layerZ,
  OUTER,
  PLATE_HEIGHT,
  SPIKE_HEIGHT,
  type Stack,
  UNIT_HEIGHT,
} from './layout';
import { columnAt, shareAt } from './profile';
import type { SceneState } from './state';

/** Steps along a ray: many enough that none leaps over a layer of the deepest stack. */
const STEPS = 800;
/** No bar is higher than this. */
const HIGHEST = UNIT_HEIGHT * (2 + 4 * SPIKE_HEIGHT);

/** Where a ray enters and leaves a box; undefined if it misses. */
function passage({ origin, direction }: Ray, low: readonly number[], high: readonly number[]) {
  let [from, to] = [0, Number.POSITIVE_INFINITY];
  for (const [i, axis] of (['x', 'y', 'z'] as const).entries()) {
    const ends = [low[i]!, high[i]!].map((end) => (end - origin[axis]) / direction[axis]);
    from = Math.max(from, Math.min(...ends));
    to = Math.min(to, Math.max(...ends));
  }
  return from < to ? { from, to } : undefined;
}

/** Finds what a ray meets first: a bar, or the floor under a layer. */
export function createPicker(stack: Stack, state: SceneState) {
  const layers: Statistics[] = [];
  for (const { layer, statistics } of measurementsOf(state.reports, state.quantity))
    layers[layer] = statistics;
  const scale = heightScaleOf(state);

  const heightAt = (s: Statistics, column: number) => {
    if (!isFiniteLayer(s)) return column === 0 || column === stack.columns.last ? 0 : PLATE_HEIGHT;
    const count = Math.round(shareAt(stack, s, column) * s.count);
    if (count === 0) return 0;
    const plain = isPlain(stack.columns, column);
    return UNIT_HEIGHT * unitsOf(scale, stack, { count, elements: s.count, plain });
  };

  return (ray: Ray): Pointed | undefined => {
    const [front, back] = floorEnds(stack);
    const way = passage(ray, [-OUTER, 0, back], [OUTER, HIGHEST, front]);
    if (!way) return undefined;
    for (let i = 0; i <= STEPS; i++) {
      const t = way.from + ((way.to - way.from) * i) / STEPS;
      const x = ray.origin.x + t * ray.direction.x;
      const y = ray.origin.y + t * ray.direction.y;
      const z = ray.origin.z + t * ray.direction.z;
      const nearest = Math.round((layerZ(stack, 0) - z) / stack.spacing);
      const layer = Math.max(0, Math.min(stack.depth, nearest));
      const statistics = layers[layer];
      if (!statistics) continue;
      const column = columnAt(stack, Math.max(-OUTER, Math.min(OUTER, x)));
      if (y > 1e-3 && y > heightAt(statistics, column)) continue;
      // A broken layer has no columns.
      const bare = !isFiniteLayer(statistics);
      return bare ? { layer } : { layer, bin: column - 1 };
    }
    return undefined;
  };
}
