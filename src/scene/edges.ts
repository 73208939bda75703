import { Vector3 } from 'three/webgpu';
import type { Annotations } from './annotations';
import type { LabelSizes } from './label-layer';
import { floorEnds, layerZ, OUTER } from './layout';
import { allApart, beyond, clamped, type Placed, type Projection, reach } from './placement';
import type { TickLevels } from './ticks';

/** Gaps between an edge and its ticks, between its ticks and its title: where one is taken, the next. */
const TICK_GAPS = [0.35, 1.2, 2];
const TITLE_GAPS = [1, 1.5, 2.5, 4];
/** An edge seen so nearly end-on that it is no longer than this, in em, has no labels, or no title. */
const END_ON = 2;
const SHORT = 6;

/** One edge of the floor with its ticks. */
interface Edge {
  readonly title: string;
  readonly levels: TickLevels;
  readonly at: (tick: number) => Vector3;
  /** Away from the stack. */
  readonly outward: Vector3;
  readonly ends: readonly [Vector3, Vector3];
}

/** The eye is to the side, or behind, if it is so by more than this share of its distance. */
const ASIDE = 0.05;

/**
 * The two edges that are nearest to the eye: nothing stands between it and their labels. Where
 * neither is nearer, the left and the front one, as on paper.
 */
export function edges(a: Annotations, eye: Vector3): Record<'layer' | 'value', Edge> {
  const [front, back] = floorEnds(a.stack);
  const middle = (front + back) / 2;
  const aside = ASIDE * Math.hypot(eye.x, eye.y, eye.z - middle);
  const z = eye.z - middle >= -aside ? front : back;
  const side = eye.x > aside ? OUTER : -OUTER;
  return {
    layer: {
      title: 'layer',
      levels: a.layers,
      at: (layer) => new Vector3(side, 0, layerZ(a.stack, layer)),
      outward: new Vector3(Math.sign(side), 0, 0),
      ends: [new Vector3(side, 0, front), new Vector3(side, 0, back)],
    },
    value: {
      title: a.valueTitle,
      levels: a.values,
      at: (x) => new Vector3(x, 0, z),
      outward: new Vector3(0, 0, Math.sign(z - middle)),
      ends: [new Vector3(-OUTER, 0, z), new Vector3(OUTER, 0, z)],
    },
  };
}

/** An edge's ticks, as many as have room, and its title; of each the places it may take. */
export function placeEdge(edge: Edge, projection: Projection, em: number, layer: LabelSizes) {
  const { title, levels, at, outward, ends } = edge;
  const [from, to] = ends.map((end) => projection.point(end));
  const length = Math.hypot(to!.x - from!.x, to!.y - from!.y);
  if (length < END_ON * em) return { ticks: [], heading: [] };
  const middle = ends[0].clone().lerp(ends[1], 0.5);
  const place = (p: Vector3, text: string, kind: 'tick' | 'title', gap: number): Placed => {
    const size = layer.measure(text, kind);
    const away = projection.direction(p, outward);
    return { ...beyond(projection.point(p), away, size, gap), ...size, text, kind };
  };
  const sets = levels.map((ticks) =>
    ticks
      .filter((tick) => projection.sees(at(tick.at)))
      .map((tick) => TICK_GAPS.map((gap) => place(at(tick.at), tick.text, 'tick', em * gap))),
  );
  const first = (set: Placed[][]) => set.map(([nearest]) => nearest!);
  const ticks = sets.find((set) => allApart(first(set), em * 0.6)) ?? sets.at(-1)!;

  const away = projection.direction(middle, outward);
  const deepest = Math.max(0, ...first(ticks).map((tick) => 2 * reach(tick, away)));
  const heading = TITLE_GAPS.map((gap) =>
    clamped(place(middle, title, 'title', deepest + em * gap), projection.frame, em * 0.3),
  );
  const titled = length > SHORT * em && projection.sees(middle);
  return { ticks, heading: titled ? heading : [] };
}
