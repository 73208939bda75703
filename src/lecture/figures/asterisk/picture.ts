import { path, svg, textAt } from '../../../dom/svg';
import { textWidth } from '../../../dom/text';
import { axes } from '../kit/axes';
import { createPlane, type Plane } from '../kit/plane';
import type { Size } from '../kit/stage';
import {
  conditions,
  type Factors,
  factorOf,
  type Measured,
  partsOf,
  predictionOf,
  withError,
} from './factors';

/** Where the axis may end, in numbers of terms: it changes seldom while a slider is moved. */
const CEILINGS = [1.6, 4, 10, 25, 60];

/** Height in font sizes from which on there is room for more than the two bars. */
const TALL = 9;

/** A box that is ticked and lit where a factor fulfils the condition. */
function tick(isMet: boolean, name: string, left: number, line: number, fontSize: number) {
  const at = (x: number, y: number) => [left + x * fontSize, line + (y - 0.8) * fontSize] as const;
  const [x, y] = at(0, 0);
  return [
    svg('rect', { class: isMet ? 'box met' : 'box', x, y, width: fontSize, height: fontSize }),
    ...(isMet
      ? [
          svg('path', {
            class: 'tick',
            d: path([at(0.2, 0.5), at(0.42, 0.75), at(0.82, 0.2)]),
          }),
        ]
      : []),
    textAt(name, at(1.3, 0.8), 'start', isMet ? '' : 'muted'),
  ];
}

/** The asterisk: what both factors have to be. */
function condition({ left, fontSize }: Plane, factors: Factors) {
  const { x, w } = conditions(factors);
  const line = 1.2 * fontSize;
  return [
    textAt('mean 0, variance 1:', [left, line], 'start', x && w ? 'condition met' : 'condition'),
    ...tick(x, 'x', left + 12.4 * fontSize, line, fontSize),
    ...tick(w, 'w', left + 15.6 * fontSize, line, fontSize),
  ];
}

/** The upper or lower half of the plane: a line of text, and the place of a bar below it. */
function band({ top, bottom, fontSize }: Plane, index: number) {
  const half = (bottom - top) / 2;
  const from = top + index * half;
  const y = from + 1.35 * fontSize;
  return { line: from + fontSize, y, height: Math.max(2, from + half - 0.25 * fontSize - y) };
}

/** What a part of the prediction comes from, in the most words that fit its width. */
function cause(texts: readonly string[], width: number, fontSize: number) {
  return texts.find((text) => textWidth(text, fontSize) + 0.4 * fontSize < width);
}

/** The three parts that add up to the prediction. */
function predicted(plane: Plane, n: number, factors: Factors) {
  const { x, left, fontSize } = plane;
  const { y, height } = band(plane, 0);
  const { stds, meanX, meanW } = partsOf(factors);
  const parts = [
    { size: stds, kind: 'stds', causes: ['var w · var x', 'variances'] },
    { size: meanX, kind: 'mean-x', causes: ['var w · (mean x)²', 'mean x'] },
    { size: meanW, kind: 'mean-w', causes: ['(mean w)² · var x', 'mean w'] },
  ];
  let from = 0;
  return [
    ...parts.flatMap(({ size, kind, causes }) => {
      const [begin, end] = [x(n * from), x(n * (from + size))];
      from += size;
      const text = height > 1.3 * fontSize && cause(causes, end - begin, fontSize);
      const middle = [(begin + end) / 2, y + height / 2 + 0.35 * fontSize] as const;
      return [
        svg('rect', { class: `part ${kind}`, x: begin, y, width: end - begin, height }),
        ...(text ? [textAt(text, middle, 'middle')] : []),
      ];
    }),
    svg('rect', { class: 'theory', x: left, y, width: x(n * from) - left, height }),
  ];
}

/** What was measured, and two standard errors to each side. */
function found(plane: Plane, { variance, error }: Measured) {
  const { x, left, fontSize } = plane;
  const { y, height } = band(plane, 1);
  const [low, high] = [x(variance - 2 * error), x(variance + 2 * error)];
  const [middle, cap] = [y + height / 2, Math.min(height, fontSize) / 4];
  const ends = [low, high].map((end) => `M${end},${middle - cap}v${2 * cap}`);
  return [
    svg('rect', { class: 'bars', x: left, y, width: x(variance) - left, height }),
    svg('path', { class: 'error', d: `${ends.join('')}M${low},${middle}H${high}` }),
  ];
}

/** The number of terms, which the variance would be if the condition were met: never across a text. */
function claim(plane: Plane, n: number, isNamed: boolean) {
  const { x, top, right, fontSize } = plane;
  const text = `number of terms, ${n}`;
  const fits = right - x(n) > textWidth(text, fontSize) + 0.4 * fontSize;
  const place = [x(n) + (fits ? 0.4 : -0.4) * fontSize, top - 0.2 * fontSize] as const;
  const beside = { y: top - 1.1 * fontSize, height: 1.1 * fontSize };
  const stretches = [band(plane, 0), band(plane, 1), ...(isNamed ? [beside] : [])];
  return [
    ...stretches.map(({ y, height }) =>
      svg('line', { class: 'theory', x1: x(n), x2: x(n), y1: y, y2: y + height }),
    ),
    ...(isNamed ? [textAt(text, place, fits ? 'start' : 'end')] : []),
  ];
}

/** The predicted and the measured variance of sums of n products, against n. */
export function asteriskPicture(size: Size, n: number, factors: Factors, result: Measured) {
  const isTall = size.height > TALL * size.fontSize;
  const highest = 1.1 * Math.max(1, factorOf(factors), (result.variance + 2 * result.error) / n);
  const ceiling = CEILINGS.find((most) => most >= highest) ?? highest;
  const plane = createPlane(size, {
    x: { domain: [0, ceiling * n], ...(isTall && { title: 'variance' }) },
    y: { domain: [0, 1] },
    above: isTall ? 1.9 : -0.8,
    // For the half of the last number that stands beyond the axis.
    beside: 0.5,
  });
  return [
    ...axes(plane),
    ...(isTall ? condition(plane, factors) : []),
    ...predicted(plane, n, factors),
    ...found(plane, result),
    ...claim(plane, n, isTall),
    ...[predictionOf(n, factors), `measured ${withError(result)}`].map((text, i) =>
      textAt(text, [plane.left, band(plane, i).line], 'start', 'haloed'),
    ),
  ];
}
