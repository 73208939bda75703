import { wgslFn } from 'three/tsl';
import type { Vector4 } from 'three/webgpu';
import { including, plainColumn } from './bar-height';
import { barLight } from './bar-light';
import { HALF_WIDTH, INNER, OUTER, PLATE_HEIGHT, type Stack, WALL_GAP } from './layout';
import { isWall, wallCorner } from './wall-shader';

/** How much of the way to the next layer a broken layer's plate fills: rows, not one carpet. */
const PLATE_SHARE = 0.5;

const f = (x: number) => x.toFixed(6);

/** An axis as shaders know it: its last column, a column's width, the overhang, and the zero slots' width. */
export const setAxis = (vector: Vector4, { columns, columnWidth, overhang, slotWidth }: Stack) =>
  vector.set(columns.last, columnWidth, overhang, slotWidth);

/** From where to where a column stands; `columnSpan` in profile.ts is the same for the CPU. */
export const COLUMN_SPAN = `
fn columnSpan(column: u32, axis: vec4f) -> vec2f {
  let last = u32(axis.x);
  let middle = (last + 1u) / 2u;
  if (column == 0u) { return vec2f(${f(-OUTER)}, ${f(-HALF_WIDTH - WALL_GAP)}); }
  if (column == last) { return vec2f(${f(HALF_WIDTH + WALL_GAP)}, ${f(OUTER)}); }
  let slots = axis.w > 0.0;
  if (slots && column == middle - 1u) { return vec2f(-axis.w, 0.0); }
  if (slots && column == middle) { return vec2f(0.0, axis.w); }
  // Both edges are counted from the same end, so that neighbours share them to the last bit.
  let end = ${f(HALF_WIDTH)} + axis.z;
  let inner = select(0.0, ${f(INNER)}, slots);
  let k = f32(select(column, last - column, column >= middle));
  let near = clamp(end - k * axis.y, inner, ${f(HALF_WIDTH)});
  let far = clamp(end - (k - 1.0) * axis.y, inner, ${f(HALF_WIDTH)});
  return select(vec2f(-far, -near), vec2f(near, far), column >= middle);
}
`;
export const columnSpan = wgslFn(COLUMN_SPAN);

/** The column that hides the foot of this one's side. */
export const columnBeside = wgslFn(`
fn columnBeside(column: u32, axis: vec4f, span: vec2f, eye: vec3f) -> u32 {
  if (eye.x * 2.0 > span.x + span.y) { return min(column + 1u, u32(axis.x)); }
  return max(column, 1u) - 1u;
}
`);

/** Whether a layer is seen from its front. */
export const fromFront = wgslFn(`
fn fromFront(layer: u32, eye: vec3f, spacing: f32, thickness: f32, forward: f32) -> bool {
  return eye.z > forward - f32(layer) * spacing - 0.5 * thickness;
}
`);

/** The layer on a corner's other side, before or behind; `layer` itself where there is none. */
export const layerAcross = wgslFn(`
fn layerAcross(corner: vec3f, layer: u32, last: u32, seenFromFront: bool) -> u32 {
  if ((corner.z > 0.5) == seenFromFront) { return max(layer, 1u) - 1u; }
  return min(layer + 1u, last);
}
`);

/**
 * Position of a bar's corner, and how light its face is (w). `corner` has x and z 1 on the sides that
 * face the eye: three faces are all that is ever seen of a bar, so three are all that is drawn.
 */
export const barCorner = wgslFn(
  `
fn barCorner(
  corner: vec3f,
  face: vec3f,
  column: u32,
  layer: u32,
  span: vec2f,
  height: f32,
  beside: u32,
  heightBeside: f32,
  across: u32,
  heightAcross: f32,
  scale: f32,
  plate: f32,
  t: f32,
  eye: vec3f,
  seenFromFront: bool,
  axis: vec4f,
  spacing: f32,
  thickness: f32,
  forward: f32,
  overhead: f32,
  exposure: f32
) -> vec4f {
  let seenFromRight = eye.x * 2.0 > span.x + span.y;
  let front = forward - f32(layer) * spacing;
  let last = u32(axis.x);
  if (isWall(column, last, scale)) {
    let wall = wallCorner(
      corner, face, layer, span, height, across, heightAcross,
      seenFromRight, seenFromFront, front, spacing, thickness
    );
    return vec4f(wall.xyz, wall.w * exposure);
  }
  // Once it has come to rest, a broken layer is one plate, drawn by column 0.
  let whole = scale < 0.0 && t >= 1.0;
  if (select(height <= 0.0, column != 0u, whole)) { return vec4f(0.0); }
  let slots = axis.w > 0.0;
  let plain = plainColumn(column, last, slots);
  var ends = span;
  var top = height;
  // Neighbours of different height share no vertex: a hair's breadth of overlap closes the pinholes.
  if (plain) { ends += vec2f(-0.03, 0.03) * axis.y; }
  if (whole) {
    ends = vec2f(${f(-HALF_WIDTH)}, ${f(HALF_WIDTH)});
    top = ${f(PLATE_HEIGHT)};
  }

  let back = front - mix(thickness, max(thickness * overhead, spacing * ${f(PLATE_SHARE)}), plate);
  let x = select(ends.x, ends.y, (corner.x > 0.5) == seenFromRight);
  let z = select(back, front, (corner.z > 0.5) == seenFromFront);
  // A side begins where the neighbour ends: what it hides would only flicker through the seam.
  let joined = plain && !whole && plainColumn(beside, last, slots);
  let foot = select(0.0, min(top, heightBeside), joined && face.x > 0.5);
  let y = mix(foot, top, corner.y);
  let row = select(heightAcross, 0.0, across == layer);
  let light = barLight(face, y, corner.y < 0.5, row, seenFromRight, seenFromFront, overhead);
  return vec4f(x, y, z, mix(exposure, 1.0, plate) * light);
}
`,
  including(plainColumn, barLight, isWall, wallCorner),
);
