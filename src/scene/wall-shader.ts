import { wgslFn } from 'three/tsl';
import { TOP_LIGHT } from './bar-light';

const f = (x: number) => x.toFixed(6);

/** Where a wall that holds nothing runs on: below the floor. */
const SUNK = -0.03;
/** How light a wall's foot is; its rim has all light there is. */
const FOOT = 0.55;

/** Whether a column is a wall of a layer that has one. */
export const isWall = wgslFn(`
fn isWall(column: u32, last: u32, scale: f32) -> bool {
  return scale > 0.0 && (column == 0u || column == last);
}
`);

/**
 * Position of a wall's corner, and how light it is there (w), like `barCorner`. Walls run from layer to
 * layer without a gap, as high as each of them holds at its front. `across`: the layer on the corner's
 * other side, or `layer` itself where there is none; `heightAcross`: its wall's height.
 */
export const WALL_CORNER = `
fn wallCorner(
  corner: vec3f,
  face: vec3f,
  layer: u32,
  span: vec2f,
  height: f32,
  across: u32,
  heightAcross: f32,
  seenFromRight: bool,
  seenFromFront: bool,
  front: f32,
  spacing: f32,
  thickness: f32
) -> vec4f {
  let end = across == layer;
  // Where it goes on, its end is inside.
  if (face.z > 0.5 && !end && heightAcross > 0.0) { return vec4f(0.0); }
  let atFront = (corner.z > 0.5) == seenFromFront;
  let x = select(span.x, span.y, (corner.x > 0.5) == seenFromRight);
  let z = select(front - select(spacing, thickness, end), front, atFront);
  let holds = select(heightAcross, height, atFront || end);
  let rim = select(${f(SUNK)}, holds, holds > 0.0);
  let y = mix(min(rim, 0.0), rim, corner.y);
  let side = select(0.86, 0.7, seenFromRight);
  let shade = dot(face, vec3f(side, ${f(TOP_LIGHT)}, 0.8));
  return vec4f(x, y, z, shade * mix(${f(FOOT)}, 1.0, corner.y));
}
`;

export const wallCorner = wgslFn(WALL_CORNER);
