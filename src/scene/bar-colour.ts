import { wgslFn } from 'three/tsl';
import { LEAST_HEIGHT } from './bar-height';
import { UNIT_HEIGHT } from './layout';

const f = (x: number) => x.toFixed(6);

/** Height, in world units, at which a bar seen from above has its layer's full colour. */
const FULL = 1.25 * UNIT_HEIGHT;

/** What a bar of next to no height has of its colour, and the height from which on it has all of it. */
const FAINT = 0.12;
const SOLID = 0.16 * UNIT_HEIGHT;
/** The same of a wall, which is one thing from end to end, and has a label. */
const [WALL_FAINT, WALL_SOLID] = [0.18, 0.07 * UNIT_HEIGHT];

/** What a broken layer's plate has of its colour: a field of them must not be all that is seen. */
const PLATE = 0.85;

/** How far what is not pointed at steps back, and what is turns towards the ink; its bin all but is. */
const BACK = 0.2;
const LIT = 0.4;
const FOUND = 0.9;

/**
 * Colour of a bar's face. What holds next to nothing recedes towards the floor, which it would tile
 * in white otherwise; log counts raise it. Seen from above nothing of its height is left but this: the
 * lower a bar, the more of the floor's colour it has, but for a broken layer's plate. What is pointed
 * at (`marked`: layer, column; negative for none) is lit and hides none of its tails; the rest keeps
 * its hue and steps back a little.
 */
export const BAR_COLOUR = `
fn barColour(
  colour: vec3f,
  light: f32,
  ground: vec3f,
  ink: vec3f,
  top: f32,
  wall: bool,
  plate: f32,
  overhead: f32,
  haze: f32,
  layer: u32,
  column: u32,
  marked: vec2f
) -> vec3f {
  let lit = f32(layer) == marked.x;
  let faint = select(${f(FAINT)}, ${f(WALL_FAINT)}, wall);
  let whole = select(${f(SOLID)}, ${f(WALL_SOLID)}, wall);
  let solid = mix(faint, 1.0, smoothstep(${f(LEAST_HEIGHT)}, whole, top));
  var presence = mix(select(solid, 1.0, lit), ${f(PLATE)}, plate);
  if (overhead > 0.0) {
    let ramp = 0.1 + 0.9 * pow(min(top / ${f(FULL)}, 1.0), 0.6);
    presence = mix(presence, mix(ramp, 1.0, plate), overhead);
  }
  if (lit) {
    let shown = mix(ground, colour * max(light, 0.9), presence);
    return mix(shown, ink, select(${f(LIT)}, ${f(FOUND)}, f32(column) == marked.y));
  }
  let back = select(1.0, ${f(1 - BACK)}, marked.x >= 0.0);
  return mix(ground, colour * light, presence * back * (1.0 - haze * (1.0 - max(overhead, plate))));
}
`;

export const barColour = wgslFn(BAR_COLOUR);
