import { svg, textAt } from '../../../dom/svg';
import { STRONG, textWidth } from '../../../dom/text';
import { readable } from '../../../model/format';
import { MAX_WIDTH } from '../../../model/properties';
import { axes } from '../kit/axes';
import { createPlane, type Plane } from '../kit/plane';
import type { Size } from '../kit/stage';
import type { Point } from './layer';
import type { VarianceState } from './measuring';

/** A little more than what can be measured, so that no dot is cut and every number has room. */
const X: [number, number] = [0.6, 1.5 * MAX_WIDTH];
const Y: [number, number] = [0.3, 1.5 * MAX_WIDTH];

/** Where the line has its name. */
const NAMED = 40;

/** A measured variance, and two standard errors to each side. */
function dot({ x, y, fontSize }: Plane, { n, variance, error }: Point, isShown: boolean) {
  const [cx, cy] = [x(n), y(variance)];
  return [
    svg('line', {
      class: 'measured',
      x1: cx,
      x2: cx,
      y1: y(variance - 2 * error),
      y2: y(variance + 2 * error),
    }),
    svg('circle', {
      class: isShown ? 'dot shown' : 'dot',
      cx,
      cy,
      r: (isShown ? 0.36 : 0.24) * fontSize,
    }),
  ];
}

/** From the slider's n up, and from its point, once there is one, to the variance. */
function guides({ x, y, left, bottom, top }: Plane, n: number, point: Point | undefined) {
  const at = x(n);
  const height = point ? y(point.variance) : top;
  return [
    svg('line', { class: 'guide', x1: at, x2: at, y1: bottom, y2: height }),
    ...(point ? [svg('line', { class: 'guide', x1: left, x2: at, y1: height, y2: height })] : []),
  ];
}

/** The variance in figures, on the side of the line where nothing else is. */
function name({ x, y, left, fontSize }: Plane, { n, variance }: Point) {
  const text = readable(variance, 4);
  const fits = x(n) - left > textWidth(text, fontSize, STRONG) + fontSize;
  const place = [
    x(n) + (fits ? -0.7 : 0.7) * fontSize,
    y(variance) + (fits ? -0.4 : 1) * fontSize,
  ] as const;
  return textAt(text, place, fits ? 'end' : 'start', 'haloed strong');
}

/** Measured variances against n, on the line y = n. */
export function variancePicture(size: Size, { n, points }: VarianceState) {
  const plane = createPlane(size, {
    x: { domain: X, log: true, title: 'n' },
    y: { domain: Y, log: true, title: 'variance' },
  });
  const { x, y, fontSize } = plane;
  const [low, high] = X;
  const point = points.get(n);
  return [
    ...axes(plane),
    svg('line', { class: 'theory', x1: x(low), y1: y(low), x2: x(high), y2: y(high) }),
    ...guides(plane, n, point),
    textAt('y = n', [x(NAMED), y(NAMED) + 1.6 * fontSize], 'start', 'haloed'),
    ...[...points.values()].flatMap((each) => dot(plane, each, each === point)),
    ...(point ? [name(plane, point)] : []),
  ];
}
