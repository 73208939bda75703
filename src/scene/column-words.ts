/** Which words of a histogram a column counts, for shaders: what src/model/columns.ts says. */
import { wgslFn } from 'three/tsl';
import type { Vector4 } from 'three/webgpu';
import type { Columns } from '../model/columns';
import { LOG_SIDE, ZERO_WORD } from '../model/histogram';

/** Columns as shaders know them: the last one; bins before the first; bins of each; 1 on a log axis. */
export const setColumns = (vector: Vector4, { kind, last, first, merge }: Columns) =>
  vector.set(last, first, merge, Number(kind === 'log'));

/** From which word of a histogram to before which a column counts. */
export const COLUMN_WORDS = `
fn columnWords(column: u32, columns: vec4f) -> vec2u {
  if (columns.w == 0.0) { return vec2u(column, column + 1u); }
  let first = u32(columns.y);
  let merge = u32(columns.z);
  let middle = (u32(columns.x) + 1u) / 2u;
  let positive = column >= middle;
  let steps = select(middle - 1u - column, column - middle, positive);
  let begin = select(first + (max(steps, 1u) - 1u) * merge, 0u, steps == 0u);
  let end = select(first + steps * merge, ${LOG_SIDE}u, steps > middle - 2u);
  if (!positive) { return vec2u(${ZERO_WORD}u - end, ${ZERO_WORD}u - begin); }
  return vec2u(select(${ZERO_WORD + 1}u + begin, ${ZERO_WORD}u, steps == 0u), ${ZERO_WORD + 1}u + end);
}
`;
export const columnWords = wgslFn(COLUMN_WORDS);

/**
 * Which of other columns, that were before, showed what a column does; one beyond the last if none did.
 * Between two log axes that is what holds the same values, else what stood at the same place.
 */
export const COLUMN_BEFORE = `
fn columnBefore(column: u32, columns: vec4f, before: vec4f) -> u32 {
  let last = u32(columns.x);
  let lastBefore = u32(before.x);
  if (column == 0u) { return 0u; }
  if (column == last) { return lastBefore; }
  if (columns.w == 0.0 || before.w == 0.0) {
    return 1u + u32((f32(column) - 0.5) / (columns.x - 1.0) * (before.x - 1.0));
  }
  let middle = (last + 1u) / 2u;
  let middleBefore = (lastBefore + 1u) / 2u;
  let positive = column >= middle;
  let steps = select(middle - 1u - column, column - middle, positive);
  var stepsBefore = 0.0;
  if (steps > 0u) {
    let centre = columns.y + (f32(steps) - 0.5) * columns.z;
    stepsBefore = 1.0 + floor((centre - before.y) / before.z);
    if (stepsBefore < 1.0 || stepsBefore > f32(middleBefore) - 2.0) { return lastBefore + 1u; }
  }
  return select(middleBefore - 1u - u32(stepsBefore), middleBefore + u32(stepsBefore), positive);
}
`;
export const columnBefore = wgslFn(COLUMN_BEFORE);
