import { wgslFn } from 'three/tsl';
import { including, plainColumn } from './bar-height';
import { barLight } from './bar-light';
import { HALF_WIDTH, OUTER, PLATE_HEIGHT, WALL_GAP } from './layout';
import { LAST, MIDDLE } from './profile';
import { isWall, wallCorner } from './wall-shader';

/** How much of the way to the next layer a broken layer's plate fills: rows, not one carpet. */
const PLATE_SHARE = 0.5;

const f = (x: number) => x.toFixed(6);

/** From where to where a column stands. */
export const columnSpan = wgslFn(`
fn columnSpan(column: u32, binWidth: f32, slotWidth: f32) -> vec2f {
  if (column == 0u) { return vec2f(${f(-OUTER)}, ${f(-HALF_WIDTH - WALL_GAP)}); }
  if (column == ${LAST}u) { return vec2f(${f(HALF_WIDTH + WALL_GAP)}, ${f(OUTER)}); }
  let k = f32(column);
  if (slotWidth > 0.0 && (column == ${MIDDLE - 1}u || column == ${MIDDLE}u)) {
    return vec2f(k - ${f(MIDDLE)}, k - ${f(MIDDLE - 1)}) * slotWidth;
  }
  // Both edges are counted from the same end, so that neighbours share them to the last bit.
  if (column >= ${MIDDLE}u) {
    return ${f(HALF_WIDTH)} - vec2f(${f(LAST)} - k, ${f(LAST - 1)} - k) * binWidth;
  }
  return ${f(-HALF_WIDTH)} + vec2f(k - 1.0, k) * binWidth;
}
`);

/** The column that hides the foot of this one's side. */
export const columnBeside = wgslFn(`
fn columnBeside(column: u32, span: vec2f, eye: vec3f) -> u32 {
  if (eye.x * 2.0 > span.x + span.y) { return min(column + 1u, ${LAST}u); }
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
  binWidth: f32,
  slotWidth: f32,
  spacing: f32,
  thickness: f32,
  forward: f32,
  overhead: f32,
  exposure: f32
) -> vec4f {
  let seenFromRight = eye.x * 2.0 > span.x + span.y;
  let front = forward - f32(layer) * spacing;
  if (isWall(column, scale)) {
    let wall = wallCorner(
      corner, face, layer, span, height, across, heightAcross,
      seenFromRight, seenFromFront, front, spacing, thickness
    );
    return vec4f(wall.xyz, wall.w * exposure);
  }
  // Once it has come to rest, a broken layer is one plate, drawn by column 0.
  let whole = scale < 0.0 && t >= 1.0;
  if (select(height <= 0.0, column != 0u, whole)) { return vec4f(0.0); }
  let plain = plainColumn(column, slotWidth);
  var ends = span;
  var top = height;
  // Neighbours of different height share no vertex: a hair's breadth of overlap closes the pinholes.
  if (plain) { ends += vec2f(-0.03, 0.03) * binWidth; }
  if (whole) {
    ends = vec2f(${f(-HALF_WIDTH)}, ${f(HALF_WIDTH)});
    top = ${f(PLATE_HEIGHT)};
  }

  let back = front - mix(thickness, max(thickness * overhead, spacing * ${f(PLATE_SHARE)}), plate);
  let x = select(ends.x, ends.y, (corner.x > 0.5) == seenFromRight);
  let z = select(back, front, (corner.z > 0.5) == seenFromFront);
  // A side begins where the neighbour ends: what it hides would only flicker through the seam.
  let joined = plain && !whole && plainColumn(beside, slotWidth);
  let foot = select(0.0, min(top, heightBeside), joined && face.x > 0.5);
  let y = mix(foot, top, corner.y);
  let row = select(heightAcross, 0.0, across == layer);
  let light = barLight(face, y, corner.y < 0.5, row, seenFromRight, seenFromFront, overhead);
  return vec4f(x, y, z, mix(exposure, 1.0, plate) * light);
}
`,
  including(plainColumn, barLight, isWall, wallCorner),
);
