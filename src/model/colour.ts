/** Colour by log10 variance: blue vanishes, grey is variance 1, orange explodes. */
export const themes = { dark: 'dark', light: 'light', contrast: 'high contrast' } as const;
export type Theme = keyof typeof themes;
export type Rgb = readonly [number, number, number];

interface Palette {
  readonly vanishing: Rgb;
  readonly neutral: Rgb;
  readonly exploding: Rgb;
  /** A layer that is no longer finite. */
  readonly broken: Rgb;
}

// Every common kind of colour vision can tell blue from orange (Okabe & Ito 2008).
const palettes: Record<Theme, Palette> = {
  dark: {
    vanishing: [48, 132, 255],
    neutral: [214, 211, 203],
    exploding: [255, 112, 16],
    broken: [150, 28, 44],
  },
  light: {
    vanishing: [0, 84, 190],
    neutral: [126, 124, 118],
    exploding: [204, 76, 0],
    broken: [150, 20, 36],
  },
  // On black: each end as bright as its hue gets, and so far apart that any eye tells them.
  contrast: {
    vanishing: [64, 160, 255],
    neutral: [255, 255, 255],
    exploding: [255, 150, 0],
    broken: [200, 0, 60],
  },
};

export const brokenColour = (theme: Theme) => palettes[theme].broken;

/** log10 variance at which the scale is fully saturated. */
export const SATURATED = 40;

/** −1 … 1 from log10 variance, odd and steepest at 0, so that the first decades already show. */
export const colourPosition = (log10: number): number =>
  Math.max(-1, Math.min(1, Math.asinh(log10) / Math.asinh(SATURATED)));

/** sRGB, 0–255. NaN (no finite value) is the broken colour; −Infinity (no spread) the bluest. */
export function varianceColour(log10: number, theme: Theme): Rgb {
  const palette = palettes[theme];
  if (Number.isNaN(log10)) return palette.broken;
  const t = colourPosition(log10);
  const end = t < 0 ? palette.vanishing : palette.exploding;
  const mix = (i: 0 | 1 | 2) =>
    Math.round(palette.neutral[i] + (end[i] - palette.neutral[i]) * Math.abs(t));
  return [mix(0), mix(1), mix(2)];
}

export const cssColour = ([r, g, b]: Rgb) => `rgb(${r} ${g} ${b})`;
