import { wgslFn } from 'three/tsl';
import type { CodeNode } from 'three/webgpu';
import { PLATE_HEIGHT, SPIKE_HEIGHT, UNIT_HEIGHT, WALL_HEIGHT } from './layout';
import { MORPH } from './morph';

const f = (x: number) => x.toFixed(6);

/** A single count must still be seen lying on the floor. */
export const LEAST_HEIGHT = 0.02;

/**
 * Height of a column, in world units. Walls and zero slots show their share as it is. `unitsOf` in
 * height-scale.ts is the same for the CPU.
 */
export const BAR_TOP = `
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
  return max(units * ${f(UNIT_HEIGHT)}, ${f(LEAST_HEIGHT)});
}
`;

/** Whether a column is an ordinary one: no wall and no zero slot. */
export const plainColumn = wgslFn(`
fn plainColumn(column: u32, last: u32, slots: bool) -> bool {
  let middle = (last + 1u) / 2u;
  let slot = slots && (column == middle - 1u || column == middle);
  return column != 0u && column != last && !slot;
}
`);

/** Three takes a function of nodes as an include; its types know only the node behind it. */
export const including = (...functions: unknown[]) => functions as CodeNode[];

/** Height of a column by its place. A broken layer is a plate, as wide as the axis. */
export const barHeight = wgslFn(
  `
fn barHeight(
  count: u32,
  column: u32,
  scale: f32,
  perValue: f32,
  logUnit: f32,
  peakShare: f32,
  columns: vec4f
) -> f32 {
  let last = u32(columns.x);
  // scale is 1 / elements; 0 hides a layer, −1 says that it is broken.
  if (scale < 0.0) { return select(${f(PLATE_HEIGHT)}, 0.0, column == 0u || column == last); }
  if (scale == 0.0) { return 0.0; }
  return barTop(count, scale, perValue, logUnit, peakShare, plainColumn(column, last, columns.w > 0.0));
}
`,
  including(wgslFn(BAR_TOP), plainColumn),
);

/** How far what began at a time has come, 0 … 1: `eased` for the GPU. */
export const progress = wgslFn(`
fn progress(time: f32, begun: f32) -> f32 {
  let left = 1.0 - clamp((time - begun) / ${f(MORPH)}, 0.0, 1.0);
  return 1.0 - left * left * left;
}
`);
