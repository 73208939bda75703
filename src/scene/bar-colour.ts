import { wgslFn } from 'three/tsl';
import { LEAST_HEIGHT } from './bar-height';
import { UNIT_HEIGHT } from './layout';

const f = (x: number) => x.toFixed(6);

/** Height, in world units, at which a bar seen from above has its layer's full colour. */
const FULL = 1.25 * UNIT_HEIGHT;

/** What a bar of next to no height has of its colour, and the height from which on it has all of it. */
const FAINT = 0.3;
const SOLID = 0.12 * UNIT_HEIGHT;

/**
 * Colour of a bar's face. What holds next to nothing recedes towards the floor, which it would tile
 * in white otherwise; log counts raise it. Seen from above nothing of its height is left but this: the
 * lower a bar, the more of the floor's colour it has, but for a broken layer's plate. Of what is pointed
 * at (`marked`: layer, column; negative for none) the rest steps back, and it turns towards `ink`.
 */
export const BAR_COLOUR = `
fn barColour(
  colour: vec3f,
  light: f32,
  ground: vec3f,
  ink: vec3f,
  top: f32,
  plate: f32,
  overhead: f32,
  layer: u32,
  column: u32,
  marked: vec2f
) -> vec3f {
  let solid = mix(${f(FAINT)}, 1.0, smoothstep(${f(LEAST_HEIGHT)}, ${f(SOLID)}, top));
  var presence = max(solid, plate);
  if (overhead > 0.0) {
    let ramp = 0.1 + 0.9 * pow(min(top / ${f(FULL)}, 1.0), 0.6);
    presence = mix(presence, ramp, overhead * (1.0 - plate));
  }
  let shown = mix(ground, colour * light, presence);
  if (marked.x < 0.0) { return shown; }
  if (f32(layer) != marked.x) { return mix(ground, shown, 0.4); }
  return mix(shown, ink, select(0.25, 0.9, f32(column) == marked.y));
}
`;

export const barColour = wgslFn(BAR_COLOUR);
