import { wgslFn } from 'three/tsl';
import { HALF_WIDTH, UNIT_HEIGHT } from './layout';

const f = (x: number) => x.toFixed(6);

/** How light the face is that looks up. */
export const TOP_LIGHT = 1.08;

/** What is left of the light far below the next row's top, and from where to where it comes back. */
const SHADED = 0.55;
const [DEEP, CLEAR] = [-0.5 * UNIT_HEIGHT, 0.2 * UNIT_HEIGHT];
/** What is left of it where a bar stands on the floor, or on its neighbour. */
const CONTACT = 0.78;
/** How far the farthest corner steps back into the ground. */
const HAZE = 0.2;

/**
 * How light a corner of a bar is at height `y`, at its foot or its top. Light falls from above and the left; the row that
 * stands across the gap takes of it what it covers, so that feet lie in shade and crests in light.
 * `across`: that row's height in the same column. From above colours are the legend's.
 */
export const BAR_LIGHT = `
fn barLight(
  face: vec3f,
  y: f32,
  foot: bool,
  across: f32,
  seenFromRight: bool,
  seenFromFront: bool,
  overhead: f32
) -> f32 {
  let side = select(0.72, 0.58, seenFromRight);
  let ahead = select(0.66, 0.8, seenFromFront);
  let shade = dot(face, vec3f(side, ${f(TOP_LIGHT)}, ahead));
  let open = mix(${f(SHADED)}, 1.0, smoothstep(${f(DEEP)}, ${f(CLEAR)}, y - across));
  return shade * mix(open * select(1.0, ${f(CONTACT)}, foot), 1.0, overhead);
}
`;

/** How much of the ground a place has taken on, the farther from the eye the more. */
export const HAZE_AT = `
fn hazeAt(place: vec3f, eye: vec3f, long: f32) -> f32 {
  let middle = vec3f(0.0, 0.0, -0.5 * long);
  let reach = length(vec2f(${f(HALF_WIDTH)}, 0.5 * long));
  let beyond = dot(place - middle, normalize(middle - eye)) / reach;
  return ${f(HAZE)} * smoothstep(-1.0, 1.0, beyond);
}
`;

export const barLight = wgslFn(BAR_LIGHT);
export const hazeAt = wgslFn(HAZE_AT);
