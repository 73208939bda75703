import { wgslFn } from 'three/tsl';

/** The three faces of a box that meet in its corner (1, 1, 1), right, top and front, each by its corners. */
const faces = [
  [
    [1, 0, 0],
    [1, 0, 1],
    [1, 1, 1],
    [1, 1, 0],
  ],
  [
    [0, 1, 0],
    [0, 1, 1],
    [1, 1, 1],
    [1, 1, 0],
  ],
  [
    [0, 0, 1],
    [1, 0, 1],
    [1, 1, 1],
    [0, 1, 1],
  ],
] as const;

/** A bit for each of the twelve corners, set where the corner is at 1 along an axis. */
const bits = [0, 1, 2].map((axis) =>
  faces.flat().reduce((set, corner, i) => set | (corner[axis]! << i), 0),
);

/** The corner of a box with this number, 0 … 11. */
export const boxCorner = wgslFn(`
fn boxCorner(at: u32) -> vec3f {
  return vec3f((vec3u(${bits.map((set) => `${set}u`).join(', ')}) >> vec3u(at)) & vec3u(1u));
}
`);

/** The axis of the face that it belongs to. */
export const boxFace = wgslFn(`
fn boxFace(at: u32) -> vec3f {
  return select(vec3f(0.0), vec3f(1.0), vec3u(at / 4u) == vec3u(0u, 1u, 2u));
}
`);
