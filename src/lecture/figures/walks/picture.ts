import { path, svg, textAt } from '../../../dom/svg';
import { bell } from '../kit/bell';
import { createPlane, type Plane } from '../kit/plane';
import { binned } from '../kit/sample';
import type { createCanvas, Size } from '../kit/stage';
import type { Positions } from './products';

/** Where the axis ends, in √n, and how many bins of the histogram one standard deviation has. */
const [HIGH, FINE] = [3.5, 4];
/** Share of the width that the histogram takes, and its distance from the walks in font sizes. */
const [SIDE, GAP] = [0.22, 0.6];

/** Where the walks are drawn: n terms from left to right. */
export function walksPlane(size: Size, n: number): Plane {
  const high = HIGH * Math.sqrt(n);
  return createPlane(size, {
    x: { domain: [0, n], title: 'terms' },
    y: { domain: [-high, high], title: 'sum' },
    beside: (SIDE * size.width) / size.fontSize,
  });
}

/** Theory: how far `times` standard deviations are after each number of terms. */
function envelope({ x, y }: Plane, n: number, times: number) {
  const terms = Array.from({ length: 101 }, (_, i) => (i / 100) * n);
  return [times, -times].flatMap((factor) => {
    const d = path(terms.map((t) => [x(t), y(factor * Math.sqrt(t))]));
    const kind = times === 1 ? 'theory' : 'theory faint';
    return [svg('path', { class: 'under', d }), svg('path', { class: kind, d })];
  });
}

/** Names of the envelopes, at their ends, where there is room for them. */
function names({ x, y, fontSize }: Plane, n: number) {
  const std = Math.sqrt(n);
  if (y(std) - y(2 * std) < 1.15 * fontSize) return [];
  const ends: [number, string][] = [
    [2, '2√n'],
    [1, '√n'],
    [-1, '−√n'],
    [-2, '−2√n'],
  ];
  return ends.map(([times, name]) => {
    const at = y(times * std) + (times > 0 ? -0.3 : 1) * fontSize;
    return textAt(name, [x(n) - 0.2 * fontSize, at], 'end', 'haloed');
  });
}

/**
 * Where the walks are now, from the side, beside the normal curve of as many terms. The bins grow
 * with the spread, so that ±√terms are edges of bins: what is inside has a colour of its own.
 */
function histogram(plane: Plane, terms: number, sums: readonly number[]) {
  const { y, right, width, fontSize } = plane;
  const step = Math.sqrt(terms) / FINE;
  const half = Math.floor(y.domain()[1]! / step);
  const { shares } = binned(sums, -half * step, half * step, 2 * half);
  const curve = bell(Math.sqrt(terms), -half * step, half * step, step);
  const peak = Math.max(...curve.map(([, share]) => share));
  // A few walks make bins that would leave nothing of the curve: those are cut.
  const highest = Math.min(2 * peak, Math.max(peak, ...shares));
  const from = right + GAP * fontSize;
  const x = (share: number) =>
    from + (Math.min(share, highest) / highest) * (width - from - 0.2 * fontSize);
  const bars = Array.from(shares, (share, i) => {
    const [below, above] = [y((i - half) * step), y((i + 1 - half) * step)];
    const isInside = i >= half - FINE && i < half + FINE;
    return svg('rect', {
      class: isInside ? 'inside' : 'outside',
      x: from,
      y: above,
      width: x(share) - from,
      height: below - above,
    });
  });
  return [
    ...bars,
    svg('path', { class: 'theory', d: path(curve.map(([at, p]) => [x(p), y(at)])) }),
  ];
}

/** What lies over the walks, which are too many for SVG: see paint.ts. */
export const walksPicture = (plane: Plane, n: number, terms: number, { sums }: Positions) => [
  ...envelope(plane, n, 1),
  ...envelope(plane, n, 2),
  ...histogram(plane, terms, sums),
  ...names(plane, n),
];

/** Walks as far as they have come; those that are outside ±√terms now stand out. */
export function paintWalks(
  canvas: ReturnType<typeof createCanvas>,
  plane: Plane,
  walks: readonly Float64Array[],
  terms: number,
): void {
  const context = canvas.cleared(plane);
  const { x, y, left, right, top, bottom, fontSize } = plane;
  const [inside, outside] = [canvas.colour('--muted'), canvas.colour('--accent')];
  // Many are faint, so that one sees where most are; a single one is not.
  context.globalAlpha = Math.min(1, 6 / Math.sqrt(walks.length));
  context.lineWidth = 0.06 * (1 + context.globalAlpha) * fontSize;
  context.lineJoin = 'round';
  // A rare walk leaves the plane, and must not run through the axis' numbers.
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  // More terms than pixels cannot be told apart.
  const stride = Math.max(1, Math.floor(x.domain()[1]! / (right - left)));
  for (const walk of walks) {
    context.strokeStyle = Math.abs(walk[terms]!) > Math.sqrt(terms) ? outside : inside;
    context.beginPath();
    for (let t = 0; t < terms; t += stride) context.lineTo(x(t), y(walk[t]!));
    context.lineTo(x(terms), y(walk[terms]!));
    context.stroke();
  }
}
