/**
 * Pictures that are kept in docs/pictures: a row each, by name. A row says what differs from
 * `start`; `settings` in take.mjs says how the page is brought there.
 */
const fix = { weights: 'lecun_normal' };
const relu = { ...fix, activation: 'relu' };
const kaiming = { ...relu, weights: 'kaiming_normal' };

/** What a picture shows that says nothing else. */
export const start = {
  size: [1280, 800],
  theme: 'dark',
  camera: 'three-quarter',
  /** What is compared is the experiment as it was before. */
  compare: 'off',
  weights: 'normal',
  activation: 'identity',
  seeds: '1',
  /** The layer that is read closely. */
  layer: undefined,
};

/** In an order that leaves little to change from one to the next. */
export const pictures = {
  normal: {},
  front: { camera: 'front' },
  side: { camera: 'side' },
  light: { theme: 'light' },
  contrast: { theme: 'high contrast' },
  compare: { ...kaiming, compare: 'side by side' },
  fix,
  relu,
  top: { ...relu, camera: 'top' },
  inset: { ...relu, layer: 5 },
  kaiming,
  phone: { ...kaiming, size: [390, 844] },
  band: { ...kaiming, seeds: '8' },
};
