import { wgslFn } from 'three/tsl';
import type { CodeNode } from 'three/webgpu';
import { LAST, MIDDLE } from './columns';
import {
  HALF_WIDTH,
  OUTER,
  PLATE_HEIGHT,
  SPIKE_HEIGHT,
  UNIT_HEIGHT,
  WALL_GAP,
  WALL_HEIGHT,
} from './layout';

/** How light the face is that looks up. */
export const TOP_LIGHT = 1.08;

const f = (x: number) => x.toFixed(6);

/**
 * Height of a column, in world units. Walls and zero slots show their share as it is. `unitsOf` in
 * height-scale.ts is the same for the CPU.
 */
const barTop = wgslFn(`
fn barTop(
  count: u32,
  scale: f32,
  perValue: f32,
  logUnit: f32,
  peakShare: f32,
  plain: bool
) -> f32 {
  if (count == 0u) { return 0.0; }
  let share = f32(count) * select(scale, perValue, perValue > 0.0);
  let ratio = share / peakShare;
  let spike = 1.0 + ${f(SPIKE_HEIGHT / Math.LN10)} * log(max(ratio, 1.0));
  let linear = select(${f(WALL_HEIGHT)} * share, select(spike, ratio, ratio <= 1.0), plain);
  let units = select(linear, logUnit * log(1.0 + f32(count)), logUnit > 0.0);
  // A single count must still be seen lying on the floor.
  return max(units * ${f(UNIT_HEIGHT)}, 0.02);
}
`);

/** Whether a column is an ordinary bin: no wall and no zero slot. */
const plainColumn = wgslFn(`
fn plainColumn(column: u32, slotWidth: f32) -> bool {
  let slot = slotWidth > 0.0 && (column == ${MIDDLE - 1}u || column == ${MIDDLE}u);
  return column != 0u && column != ${LAST}u && !slot;
}
`);

// Three takes a function of nodes as an include; its types know only the node behind it.
const includes = [barTop, plainColumn] as unknown as CodeNode[];

/** Height of a column by its place. */
export const barHeight = wgslFn(
  `
fn barHeight(
  count: u32,
  column: u32,
  scale: f32,
  perValue: f32,
  logUnit: f32,
  peakShare: f32,
  slotWidth: f32
) -> f32 {
  return barTop(count, scale, perValue, logUnit, peakShare, plainColumn(column, slotWidth));
}
`,
  includes,
);

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
  count: u32,
  countLeft: u32,
  countRight: u32,
  scale: f32,
  eye: vec3f,
  binWidth: f32,
  slotWidth: f32,
  peakShare: f32,
  perValue: f32,
  logUnit: f32,
  spacing: f32,
  thickness: f32,
  forward: f32,
  exposure: f32
) -> vec4f {
  // scale is 1 / elements; 0 hides the layer, −1 makes it one broken plate, drawn by column 0.
  let broken = scale < 0.0;
  if ((broken && column != 0u) || (!broken && (count == 0u || scale == 0.0))) {
    return vec4f(0.0);
  }
  let wall = column == 0u || column == ${LAST}u;
  let slot = slotWidth > 0.0 && (column == ${MIDDLE - 1}u || column == ${MIDDLE}u);

  // Both edges are counted from the same end, so that neighbours share them to the last bit.
  let k = f32(column);
  var left = ${f(-HALF_WIDTH)} + (k - 1.0) * binWidth;
  var right = ${f(-HALF_WIDTH)} + k * binWidth;
  if (column >= ${MIDDLE}u) {
    left = ${f(HALF_WIDTH)} - (${f(LAST)} - k) * binWidth;
    right = ${f(HALF_WIDTH)} - (${f(LAST - 1)} - k) * binWidth;
  }
  if (slot) {
    left = (k - ${f(MIDDLE)}) * slotWidth;
    right = left + slotWidth;
  }
  if (wall) {
    left = select(${f(HALF_WIDTH + WALL_GAP)}, ${f(-OUTER)}, column == 0u);
    right = left + ${f(OUTER - HALF_WIDTH - WALL_GAP)};
  }

  let plain = plainColumn(column, slotWidth);
  var top = barTop(count, scale, perValue, logUnit, peakShare, plain);
  if (plain) {
    // Neighbours of different height share no vertex: a hair's breadth of overlap closes the pinholes.
    left -= binWidth * 0.03;
    right += binWidth * 0.03;
  }
  if (broken) {
    left = ${f(-HALF_WIDTH)};
    right = ${f(HALF_WIDTH)};
    top = ${f(PLATE_HEIGHT)};
  }

  let front = forward - f32(layer) * spacing;
  // Broken layers nearly touch: they are to be one field.
  let back = front - select(thickness, max(thickness, spacing * 0.88), broken);
  let seenFromRight = eye.x * 2.0 > left + right;
  let seenFromFront = eye.z * 2.0 > front + back;
  let x = select(left, right, (corner.x > 0.5) == seenFromRight);
  let z = select(back, front, (corner.z > 0.5) == seenFromFront);
  // A side begins where the neighbour ends: what it hides would only flicker through the seam.
  let next = select(column - 1u, column + 1u, seenFromRight);
  let joined = plain && !broken && next != 0u && next != ${LAST}u
    && (slotWidth == 0.0 || (next != ${MIDDLE - 1}u && next != ${MIDDLE}u));
  var foot = 0.0;
  if (joined && face.x > 0.5) {
    let neighbour = select(countLeft, countRight, seenFromRight);
    foot = min(top, barTop(neighbour, scale, perValue, logUnit, peakShare, true));
  }
  let y = mix(foot, top, corner.y);

  // Light falls from above and the left; near the floor less of it arrives.
  let side = select(0.74, 0.62, seenFromRight);
  let ahead = select(0.72, 0.84, seenFromFront);
  let shade = dot(face, vec3f(side, ${f(TOP_LIGHT)}, ahead));
  let ambient = mix(0.76, 1.0, smoothstep(0.0, ${f(UNIT_HEIGHT * 0.6)}, y));
  let light = exposure * select(ambient, 1.0, face.y > 0.5);
  return vec4f(x, y, z, shade * select(light, 0.95, broken));
}
`,
  includes,
);
