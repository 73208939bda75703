import { svg } from '../dom/svg';
import { MAX_PINS } from '../model/pins';
import { caveatOf } from '../model/theory/theory';
import { verdict } from '../model/verdict';
import { measures } from '../model/view';
import { axes } from './axes';
import { band, bandInWords } from './band';
import { caveat, caveatOver } from './caveat';
import { dotsOf, pointsOf, predictedPoints } from './curves';
import { createFrame, planeAcross } from './frame';
import { limitLines, limits } from './limit';
import { broken, measured, predicted } from './measured';
import type { Plane } from './motion';
import { pinNames, pinned } from './pins';
import { createRoom } from './room';
import type { ChartState } from './state';

/** The chart's size, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/** Everything in the chart but what is pointed at. */
export function drawPicture(state: ChartState, size: Size, plane: Plane) {
  const { width, fontSize } = size;
  const { reports, theory, quantity, measure } = state;
  const runs = state.pinned.slice(0, MAX_PINS);
  const names = pinNames(
    runs.map(({ name }) => name),
    width,
    fontSize,
  );
  const beside = names.width;
  const sentence = theory && caveatOf(theory, quantity);
  const words = sentence && caveatOver(sentence, planeAcross(width, beside, fontSize), size);
  const frame = createFrame({
    ...size,
    above: words ? words.height : 0,
    beside,
    ...plane,
  });
  const dots = dotsOf(frame, state, reports);
  const theoryPoints = predictedPoints(frame, state);
  const pins = runs.map((run, i) => ({
    name: names.names[i]!,
    dots: dotsOf(frame, state, run.reports),
  }));
  const reach = limitLines(frame, state.format);
  const one = frame.y(0);
  const curves = [
    // The line at 1 is drawn strongly, and would strike through a name.
    [[frame.left, one] as const, [frame.right, one] as const],
    pointsOf(dots),
    theoryPoints,
    ...pins.map((pin) => pointsOf(pin.dots)),
    ...reach.map(({ line }) => line),
  ];
  const room = createRoom(frame, curves, fontSize);
  const { headline, detail } = verdict(reports, quantity);
  const name = [
    `Chart of ${measures[measure]} by layer: ${headline}, ${detail}`,
    sentence?.replace(/\.$/, ''),
    bandInWords(state),
  ];
  // The order of drawing is from back to front, that of placing texts from most to least wanted.
  const field = broken(frame, state, room);
  const measurement = measured(frame, state, dots, room);
  const prediction = predicted(frame, theoryPoints, room);
  const seeds = band(frame, state, room);
  const comparison = pinned(frame, pins, room);
  const picture = svg(
    'svg',
    { role: 'img', 'aria-label': name.filter(Boolean).join('. ') },
    frame.definitions,
    ...axes(frame, state),
    ...limits(frame, reach, room),
    ...seeds,
    ...field,
    ...comparison.lines,
    ...prediction,
    ...measurement,
    ...comparison.names,
    ...(words ? caveat(frame, words) : []),
  );
  return { picture, frame };
}
