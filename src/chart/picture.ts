import { svg } from '../dom/svg';
import { MAX_PINS } from '../model/pins';
import { caveatOf } from '../model/theory/theory';
import { verdict } from '../model/verdict';
import { measures } from '../model/view';
import { axes, sparkAxis } from './axes';
import { band, bandInWords } from './band';
import { caveat, caveatOver } from './caveat';
import { dotsOf, pointsOf, predictedPoints } from './curves';
import { createFrame, type FrameOptions, planeAcross } from './frame';
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

type ClippedPlane = Plane & Pick<FrameOptions, 'clip'>;

/** The chart's name for those who do not see it: what is drawn, and what came of it. */
function nameOf(state: ChartState, ...more: readonly (string | undefined)[]): string {
  const { reports, quantity, measure } = state;
  const { headline, detail } = verdict(reports, quantity);
  const name = `Chart of ${measures[measure]} by layer: ${headline}, ${detail}`;
  return [name, ...more].filter(Boolean).join('. ');
}

/** Everything in the chart but what is pointed at; `clip` is what its clip path is called. */
export const drawPicture = (state: ChartState, size: Size, plane: Plane, clip?: string) =>
  (state.spark ? drawSpark : drawWhole)(state, size, { ...plane, clip });

/** Folded: the curves where they are in the whole chart, without an axis and without names. */
function drawSpark(state: ChartState, size: Size, plane: ClippedPlane) {
  const frame = createFrame({ ...size, above: 0, spark: true, beside: 0, ...plane });
  const nowhere = createRoom({ left: 0, right: 0, top: 0, bottom: 0 }, [], size.fontSize);
  const runs = state.pinned.slice(0, MAX_PINS);
  const pins = runs.map(({ name, reports }) => ({ name, dots: dotsOf(frame, state, reports) }));
  const picture = svg(
    'svg',
    { role: 'img', 'aria-label': nameOf(state) },
    frame.definitions,
    ...sparkAxis(frame, state),
    ...broken(frame, state, nowhere),
    ...pinned(frame, pins, nowhere).lines,
    ...predicted(frame, predictedPoints(frame, state), nowhere),
    ...measured(frame, state, dotsOf(frame, state, state.reports), nowhere),
  );
  return { picture, frame };
}

function drawWhole(state: ChartState, size: Size, plane: ClippedPlane) {
  const { width, fontSize } = size;
  const { reports, theory, quantity } = state;
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
  const name = nameOf(state, sentence?.replace(/\.$/, ''), bandInWords(state));
  // The order of drawing is from back to front, that of placing texts from most to least wanted.
  const field = broken(frame, state, room);
  const measurement = measured(frame, state, dots, room);
  const prediction = predicted(frame, theoryPoints, room);
  const seeds = band(frame, state, room);
  const comparison = pinned(frame, pins, room);
  const drawn = [
    ...axes(frame, state),
    ...limits(frame, reach, room),
    ...seeds,
    ...field,
    ...comparison.lines,
    ...prediction,
    ...measurement,
    ...comparison.names,
    ...(words ? caveat(frame, words) : []),
  ];
  // In a narrow plane a name may have to lie on points: its halo parts it from what is below it alone.
  const isText = ({ tagName }: Element) => tagName === 'text';
  const picture = svg(
    'svg',
    { role: 'img', 'aria-label': name },
    frame.definitions,
    ...drawn.filter((one) => !isText(one)),
    ...drawn.filter(isText),
  );
  return { picture, frame };
}
