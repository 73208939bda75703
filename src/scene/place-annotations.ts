import { type Camera, Vector3 } from 'three/webgpu';
import type { Annotations } from './annotations';
import { edges, placeEdge } from './edges';
import type { LabelSizes } from './label-layer';
import { HALF_WIDTH, layerZ, PLATE_HEIGHT } from './layout';
import {
  beyond,
  type Covered,
  clamped,
  type Placed,
  type Point,
  Projection,
  type Size,
  withoutCollisions,
} from './placement';

/** Gaps between the axis' end and what is written there of its wall. */
const END_GAPS = [0.35, 1.2, 2, 3];

/** What is written on the broken layers, at their start if the plate has room to show it there. */
function placeBroken(a: Annotations, projection: Projection, em: number, layer: LabelSizes) {
  if (!a.broken) return [];
  const { text, from, to } = a.broken;
  const size = layer.measure(text, 'broken');
  const on = (x: number, at: number) => new Vector3(x, PLATE_HEIGHT, layerZ(a.stack, at));
  const left = projection.point(on(-HALF_WIDTH, from));
  const right = projection.point(on(HALF_WIDTH, from));
  const wide = Math.hypot(right.x - left.x, right.y - left.y) > 2.5 * size.width;
  // Off the middle, away from the eye: there the arms of an explosion's V leave it free.
  const aside = projection.camera.position.x < 0 ? HALF_WIDTH / 3 : -HALF_WIDTH / 3;
  const p = wide ? on(aside, from) : on(0, (from + to) / 2);
  if (!projection.sees(p)) return [];
  // Into the field: up the screen where it recedes, down where gradients bring it nearer.
  const into = { x: 0, y: to < from ? 1 : -1 };
  const place = beyond(projection.point(p), into, size, em * 0.2);
  return [{ ...place, ...size, text, kind: 'broken' as const }];
}

/** The number of the layer that is pointed at, by the layers' edge. */
function placePointed(a: Annotations, projection: Projection, em: number, layer: LabelSizes) {
  if (!a.pointed) return [];
  const { text } = a.pointed;
  const { at, outward } = edges(a, projection.camera.position).layer;
  const p = at(a.pointed.layer);
  if (!projection.sees(p)) return [];
  const size = layer.measure(text, 'pointed');
  const place = beyond(projection.point(p), projection.direction(p, outward), size, em * 0.3);
  const label = { ...place, ...size, text, kind: 'pointed' as const };
  return [clamped(label, projection.frame, em * 0.2)];
}

/** Whether a label lies on a bar, of which the top is given. */
function onBar(label: Point & Size, top: Vector3, projection: Projection): boolean {
  const [foot, tip] = [projection.point(top.clone().setY(0)), projection.point(top)];
  const t = Math.max(0, Math.min(1, (label.y - foot.y) / (tip.y - foot.y || 1)));
  const x = foot.x + t * (tip.x - foot.x);
  const [from, to] = [Math.min(foot.y, tip.y), Math.max(foot.y, tip.y)];
  const { width, height } = label;
  return (
    Math.abs(label.x - x) < width / 2 && label.y + height / 2 > from && label.y - height / 2 < to
  );
}

/** How much a layer's walls hold: above them, else beside them, else where the axis ends. */
function placeWalls(a: Annotations, projection: Projection, em: number, layer: LabelSizes) {
  const { at, outward: away } = edges(a, projection.camera.position).value;
  return a.walls.map(({ layer: of, x, height, text }): Placed[] => {
    const top = new Vector3(x, height, layerZ(a.stack, of));
    const size = layer.measure(text, 'wall');
    const label = (place: Point): Placed => ({ ...place, ...size, text, kind: 'wall' });
    const end = at(x);
    const ends = projection.sees(end)
      ? END_GAPS.map((gap) =>
          beyond(projection.point(end), projection.direction(end, away), size, em * gap),
        )
      : [];
    const free = (places: Placed[]) =>
      places.filter((place) => !a.ridge.some((bar) => onBar(place, bar, projection)));
    const atEnds = free(ends.map((place) => clamped(label(place), projection.frame, em * 0.2)));
    if (!projection.sees(top)) return atEnds;
    const outward = projection.direction(top, new Vector3(Math.sign(x), 0, 0));
    const from = projection.point(top);
    const above = beyond(from, { x: 0, y: -1 }, size, em * 0.3);
    const inward = { ...above, x: above.x - (Math.sign(outward.x) * size.width) / 2 };
    const beside = beyond(from, outward, size, em * 0.3);
    return [...free([above, inward, beside].map(label)), ...atEnds];
  });
}

/** Labels as the camera sees them: as many as have room, and none upon another. */
export function placeAnnotations(
  a: Annotations,
  camera: Camera,
  frame: Covered,
  em: number,
  layer: LabelSizes,
): Placed[] {
  const projection = new Projection(camera, frame);
  const { layer: layers, value } = edges(a, camera.position);
  const placed = [layers, value].map((edge) => placeEdge(edge, projection, em, layer));
  const [layerEnds, valueEnds] = placed.map(({ ticks }) => [
    ...ticks.slice(0, 1),
    ...ticks.slice(1).slice(-1),
  ]);
  const between = placed.flatMap(({ ticks }) => ticks.slice(1, -1).map(([nearest]) => [nearest!]));
  return withoutCollisions(
    [
      placePointed(a, projection, em, layer),
      placeBroken(a, projection, em, layer),
      ...layerEnds!,
      // Before the axis' own ends, which say less.
      ...placeWalls(a, projection, em, layer),
      ...valueEnds!,
      ...between,
      ...placed.map(({ heading }) => heading),
    ],
    frame,
    em * 0.4,
  );
}
