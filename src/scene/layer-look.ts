import { wgslFn } from 'three/tsl';
import { STALE } from './morph';

/**
 * A layer's colour on its way, and how much of a broken plate it is (w). `now`: its colour and 1 /
 * elements; `past`: what it was, −1 for what was not seen. What has not been measured anew steps back.
 */
export const layerLook = wgslFn(`
fn layerLook(now: vec4f, past: vec4f, ground: vec3f, t: f32, fade: f32) -> vec4f {
  let stepped = mix(past.xyz, ground, ${STALE.toFixed(6)} * fade);
  let before = select(now.xyz, stepped, past.w >= 0.0);
  let after = select(now.xyz, before, now.w == 0.0);
  let plate = mix(max(past.w, 0.0), select(0.0, 1.0, now.w < 0.0), t);
  return vec4f(mix(before, after, t), plate);
}
`);
