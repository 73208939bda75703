/**
 * An outline's line through a layer. Every bin's top would be a thicket where there are many layers,
 * so it goes from the middle of four bins to the middle of the next four, at their mean height; walls
 * and zero slots, which stand alone, it goes around.
 */
import { wgslFn } from 'three/tsl';
import { LOG_BINS } from '../model/histogram';
import { including } from './bar-height';
import { columnSpan } from './bar-shader';
import { UNIT_HEIGHT } from './layout';
import { LAST, MIDDLE } from './profile';

const f = (x: number) => x.toFixed(6);

/** Bins of a group, and groups of a layer: walls and slots are groups of their own. */
export const GROUP = 4;
const SIDE = Math.ceil(LOG_BINS / GROUP);
export const GROUPS = 2 * SIDE + 4;

/** Seen from above, an outline is where it has this height: half a bell's peak. */
const LEVEL = 0.5 * UNIT_HEIGHT;
/** Above all bars, so that nothing of it is hidden. */
const ABOVE = 4 * UNIT_HEIGHT;

/** A group's first and last column; on an axis without slots there are two groups fewer. */
export const groupColumns = wgslFn(`
fn groupColumns(group: u32, slotWidth: f32) -> vec2u {
  if (group == 0u) { return vec2u(0u); }
  if (group >= ${GROUPS - 1}u) { return vec2u(${LAST}u); }
  let first = 1u + (group - 1u) * ${GROUP}u;
  if (slotWidth == 0.0) { return min(vec2u(first, first + ${GROUP - 1}u), vec2u(${LAST}u)); }
  if (group == ${SIDE + 1}u) { return vec2u(${MIDDLE - 1}u); }
  if (group == ${SIDE + 2}u) { return vec2u(${MIDDLE}u); }
  if (group <= ${SIDE}u) { return vec2u(first, min(first + ${GROUP - 1}u, ${LOG_BINS}u)); }
  let last = ${LAST - 1}u - (${GROUPS - 2}u - group) * ${GROUP}u;
  return vec2u(max(last - ${GROUP - 1}u, ${MIDDLE + 1}u), last);
}
`);

/** One of a group's columns; of fewer than four, the last for what is missing. */
export const columnOf = wgslFn(`
fn columnOf(columns: vec2u, i: u32) -> u32 {
  return min(columns.x + i, columns.y);
}
`);

/** Where a group's line is: from, to. Bins have a place, walls and slots two. */
const groupSpan = wgslFn(
  `
fn groupSpan(columns: vec2u, binWidth: f32, slotWidth: f32) -> vec2f {
  let left = columnSpan(columns.x, binWidth, slotWidth).x;
  let right = columnSpan(columns.y, binWidth, slotWidth).y;
  return select(vec2f(left, right), vec2f((left + right) / 2.0), columns.x != columns.y);
}
`,
  including(columnSpan),
);

/**
 * Where a corner of the ribbon is seen; it has the same width on the screen wherever it is. `corner`:
 * which end (x), which side (y), which piece (z): 0 leads up from the floor, 1 lies on the group and 2
 * leads down, if it stands alone; 3 leads to the next group. From above there are only marks where
 * the height passes a level. `pixels`: half the picture's size.
 */
export const ribbonCorner = wgslFn(
  `
fn ribbonCorner(
  corner: vec3f,
  columns: vec2u,
  columnsNext: vec2u,
  height: f32,
  heightNext: f32,
  scale: f32,
  binWidth: f32,
  slotWidth: f32,
  front: f32,
  spacing: f32,
  overhead: f32,
  view: mat4x4f,
  projection: mat4x4f,
  pixels: vec2f,
  halfWidth: f32
) -> vec4f {
  let hidden = vec4f(0.0, 0.0, 2.0, 1.0);
  if (scale <= 0.0 || max(height, heightNext) <= 0.0) { return hidden; }
  let alone = columns.x == columns.y;
  let leads = corner.z > 2.5;
  if (leads && (alone || columnsNext.x == columnsNext.y)) { return hidden; }
  if (!leads && (!alone || height <= 0.0)) { return hidden; }
  let span = groupSpan(columns, binWidth, slotWidth);
  let x = select(span.x, span.y, corner.z > 0.5);
  var a = vec3f(span.x, select(0.0, height, corner.z > 0.5), front);
  var b = vec3f(x, select(height, 0.0, corner.z > 1.5), front);
  if (corner.z > 1.5) { a = vec3f(x, height, front); }
  if (leads) { b = vec3f(groupSpan(columnsNext, binWidth, slotWidth).x, heightNext, front); }
  if (overhead > 0.5) {
    let passes = (a.y > ${f(LEVEL)}) != (b.y > ${f(LEVEL)});
    if (!passes) { return hidden; }
    a = vec3f(mix(a.x, b.x, (${f(LEVEL)} - a.y) / (b.y - a.y)), ${f(ABOVE)}, front);
    b = a - vec3f(0.0, 0.0, spacing);
  }
  let seenA = projection * view * vec4f(a, 1.0);
  let seenB = projection * view * vec4f(b, 1.0);
  let way = (seenB.xy / seenB.w - seenA.xy / seenA.w) * pixels;
  let length = length(way);
  let along = select(vec2f(1.0, 0.0), way / max(length, 1e-6), length > 1e-3);
  let across = vec2f(-along.y, along.x);
  // Beyond its ends by half its width, so that pieces meet without a notch.
  let aside = (across * corner.y + along * (2.0 * corner.x - 1.0)) * halfWidth / pixels;
  let seen = select(seenA, seenB, corner.x > 0.5);
  return vec4f(seen.xy + aside * seen.w, seen.zw);
}
`,
  including(groupSpan),
);
