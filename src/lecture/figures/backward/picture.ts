import { path, svg, textAt } from '../../../dom/svg';
import { STRONG, textWidth } from '../../../dom/text';
import { axes } from '../kit/axes';
import { createPlane, type Plane } from '../kit/plane';
import type { Size } from '../kit/stage';
import { changesOf, meanProfile, type Tapering } from './numbers';
import { taper } from './taper';
import { type BackwardState, changeInWords, ways } from './words';

/** Room for the numbers of the curves' axis, in font sizes. */
const LEFT = 1.9;
/** Height of the network, in shares of the picture, and of the least picture that has one. */
const [TAPER, LEAST] = [0.2, 11];
/** How far curves go beyond the whole change that theory tells: networks stray. */
const STRAYS = 2.5;
/** Factors from which on a change is a growth, or a loss. */
const CHANGED = 1.25;

function directionOf(change: number): 'exploding' | 'vanishing' | 'held' {
  if (change > CHANGED) return 'exploding';
  return change < 1 / CHANGED ? 'vanishing' : 'held';
}

/** Powers of ten within the plane. */
const decades = ({ y }: Plane) => y.ticks(4).filter((at) => Number.isInteger(Math.log10(at)));

function planeOf(size: Size, { first, last, depth }: Tapering): Plane {
  const reach = STRAYS * Math.max(first / last, last / first);
  return createPlane(
    { ...size, height: size.height - 0.8 * size.fontSize },
    {
      x: { domain: [0, depth] },
      y: { domain: [1 / reach, reach], log: true },
      above: 1.8,
    },
  );
}

/** What a panel shows, with its number: in the longest words for which both panels have room. */
function titleOf(
  { left, width, fontSize }: Plane,
  state: BackwardState,
  row: (typeof ways)[number],
) {
  const fits = (text: string) => textWidth(text, fontSize, STRONG) < width - left;
  const title = (name: 'of' | 'way' | 'arrow', of = row) =>
    `${of[name]} ${changeInWords(state, of.way).measured}`;
  const name = (['of', 'way'] as const).find((each) => ways.every((of) => fits(title(each, of))));
  return title(name ?? 'arrow');
}

/** One way's second moments by layer: theory dashed, every network, and their mean. */
function panel(plane: Plane, state: BackwardState, row: (typeof ways)[number]) {
  const { way, arrow } = row;
  const { x, y, left, right, bottom, fontSize } = plane;
  const { networks, predicted, tapering } = state;
  const points = (values: readonly number[]) =>
    values.map((value, layer): [number, number] => [x(layer), y(value)]);
  const d = (values: readonly number[]) => path(points(values));
  const mean = networks.length > 0 ? meanProfile(networks)[way] : [];
  const { theory } = changeInWords(state, way);
  const below = bottom + 1.15 * fontSize;
  return svg(
    'g',
    { class: directionOf(changesOf(predicted)[way]) },
    ...decades(plane).map((at) =>
      svg('line', {
        class: at === 1 ? 'floor' : 'grid',
        x1: left,
        x2: right,
        y1: y(at),
        y2: y(at),
      }),
    ),
    ...axes(plane),
    ...networks.map((network) => svg('path', { class: 'network', d: d(network[way]) })),
    svg('path', { class: 'theory', d: d(predicted[way]) }),
    svg('path', { class: 'mean', d: d(mean) }),
    ...points(mean).map(([cx, cy]) => svg('circle', { cx, cy, r: 0.22 * fontSize })),
    textAt('0', [x(0), below], 'middle'),
    textAt(`layer ${arrow}`, [(left + right) / 2, below], 'middle', 'muted'),
    textAt(`${tapering.depth}`, [x(tapering.depth), below], 'middle'),
    textAt(titleOf(plane, state, row), [left, fontSize], 'start', 'strong'),
    textAt(theory, [left, 2.2 * fontSize], 'start', 'muted'),
  );
}

/** The network above, and below it what becomes of activations and of gradients. */
export function backwardPicture(size: Size, state: BackwardState): SVGElement[] {
  const { width, height, fontSize } = size;
  const above = height > LEAST * fontSize ? TAPER * height : 0;
  const margin = LEFT * fontSize;
  const half = { fontSize, width: (width - margin) / 2, height: height - above };
  const plane = planeOf(half, state.tapering);
  const box = {
    left: margin,
    right: width,
    top: 0.2 * fontSize,
    bottom: above - 0.3 * fontSize,
    fontSize,
  };
  return [
    ...(above > 0 ? taper(box, state.tapering) : []),
    ...decades(plane).map((at) =>
      textAt(`${at}`, [margin + 0.3 * fontSize, above + plane.y(at) + 0.35 * fontSize], 'end'),
    ),
    ...ways.map((row, i) => {
      const place = `translate(${margin + i * half.width} ${above})`;
      return svg('g', { transform: place }, panel(plane, state, row));
    }),
  ];
}
