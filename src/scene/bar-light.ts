import { wgslFn } from 'three/tsl';
import { Vector3, Vector4 } from 'three/webgpu';
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

/**
 * How much of the ground a place (x, y, z, 1) takes on is its product with this, within 0 … 1: the
 * farther from the eye, the more. `long`: from the first layer to the last.
 */
export function hazeFrom(eye: Vector3, long: number): Vector4 {
  const middle = new Vector3(0, 0, -long / 2);
  const away = middle.clone().sub(eye).normalize();
  const slope = away.multiplyScalar(HAZE / 2 / Math.hypot(HALF_WIDTH, long / 2));
  return new Vector4(...slope, HAZE / 2 - slope.dot(middle));
}

export const barLight = wgslFn(BAR_LIGHT);
