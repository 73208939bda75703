/**
 * An outline's line through a layer. Every column's top would be a thicket where there are many layers,
 * so it goes from the middle of four columns to the middle of the next four, at their mean height; walls
 * and zero slots, which stand alone, it goes around.
 */
import { wgslFn } from 'three/tsl';
import { type Columns, MOST_OF_A_SIGN } from '../model/columns';
import { including, plainColumn } from './bar-height';
import { columnSpan } from './bar-shader';
import { UNIT_HEIGHT } from './layout';

const f = (x: number) => x.toFixed(6);

/** Columns of a group. */
export const GROUP = 4;

/** Groups of a layer: walls, and a log axis' slots, are groups of their own. */
export const groupsOf = (columns: Columns): number => {
  const plain = columns.last - 1;
  if (columns.kind === 'linear') return Math.ceil(plain / GROUP) + 2;
  return 2 * Math.ceil((plain - 2) / 2 / GROUP) + 4;
};
export const MOST_GROUPS = 2 * Math.ceil(MOST_OF_A_SIGN / GROUP) + 4;

/** Seen from above, an outline is where it has this height: half a bell's peak. */
const LEVEL = 0.5 * UNIT_HEIGHT;
/** Above all bars, so that nothing of it is hidden. */
const ABOVE = 4 * UNIT_HEIGHT;

/** A group's first and last column. Those of one sign are counted from the axis' ends inwards. */
export const GROUP_COLUMNS = `
fn groupColumns(group: u32, axis: vec4f) -> vec2u {
  let last = u32(axis.x);
  if (group == 0u) { return vec2u(0u); }
  let first = 1u + (group - 1u) * ${GROUP}u;
  if (axis.w == 0.0) {
    return select(vec2u(first, min(first + ${GROUP - 1}u, last - 1u)), vec2u(last), first >= last);
  }
  let ofASign = (last - 3u) / 2u;
  let side = (ofASign + ${GROUP - 1}u) / ${GROUP}u;
  if (group <= side) { return vec2u(first, min(first + ${GROUP - 1}u, ofASign)); }
  if (group == side + 1u) { return vec2u(ofASign + 1u); }
  if (group == side + 2u) { return vec2u(ofASign + 2u); }
  if (group >= 2u * side + 3u) { return vec2u(last); }
  let end = last - 1u - (2u * side + 2u - group) * ${GROUP}u;
  return vec2u(max(max(end, ${GROUP}u) - ${GROUP - 1}u, ofASign + 3u), end);
}
`;
export const groupColumns = wgslFn(GROUP_COLUMNS);

/** One of a group's columns; of fewer than four, the last for what is missing. */
export const columnOf = wgslFn(`
fn columnOf(columns: vec2u, i: u32) -> u32 {
  return min(columns.x + i, columns.y);
}
`);

/** Whether a group is a wall or a slot. */
const standsAlone = wgslFn(
  `
fn standsAlone(columns: vec2u, axis: vec4f) -> bool {
  return !plainColumn(columns.x, u32(axis.x), axis.w > 0.0);
}
`,
  including(plainColumn),
);

/** Where a group's line is: from, to. Ordinary columns have a place, walls and slots two. */
const groupSpan = wgslFn(
  `
fn groupSpan(columns: vec2u, axis: vec4f) -> vec2f {
  let left = columnSpan(columns.x, axis).x;
  let right = columnSpan(columns.y, axis).y;
  return select(vec2f((left + right) / 2.0), vec2f(left, right), standsAlone(columns, axis));
}
`,
  including(columnSpan, standsAlone),
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
  axis: vec4f,
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
  let alone = standsAlone(columns, axis);
  let leads = corner.z > 2.5;
  if (leads && (alone || standsAlone(columnsNext, axis))) { return hidden; }
  if (!leads && (!alone || height <= 0.0)) { return hidden; }
  let span = groupSpan(columns, axis);
  let x = select(span.x, span.y, corner.z > 0.5);
  var a = vec3f(span.x, select(0.0, height, corner.z > 0.5), front);
  var b = vec3f(x, select(height, 0.0, corner.z > 1.5), front);
  if (corner.z > 1.5) { a = vec3f(x, height, front); }
  if (leads) { b = vec3f(groupSpan(columnsNext, axis).x, heightNext, front); }
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
  including(groupSpan, standsAlone),
);
