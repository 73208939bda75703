import './chart.css';
import type { Theme } from '../model/colour';
import type { Quantity } from '../model/histogram';
import type { NumberFormatName } from '../model/number-format';
import type { LayerReport } from '../model/report';
import { caveatOf, type Theory } from '../model/theory/theory';
import { verdict } from '../model/verdict';
import type { Measure, PictureEvents } from '../model/view';
import { axes } from './axes';
import { broken } from './broken';
import { caveat, caveatHeight, wrapped } from './caveat';
import { domainOf } from './domain';
import { createFrame, planeWidth } from './frame';
import { limit } from './limit';
import { measured } from './measured';
import { predicted } from './predicted';
import { svg } from './svg';

export interface ChartState {
  readonly reports: readonly LayerReport[];
  readonly theory: Theory | undefined;
  readonly quantity: Quantity;
  readonly depth: number;
  /** The number format of the run. */
  readonly format: NumberFormatName;
  readonly theme: Theme;
  readonly measure: Measure;
  /** The layer that is pointed at, here or in another picture: to be marked. */
  readonly pointed: number | undefined;
  /** Runs that were pinned, to be compared with the one that is shown. */
  readonly pinned: readonly PinnedRun[];
}

/** A run that stays in the chart under a name. */
export interface PinnedRun {
  readonly name: string;
  readonly reports: readonly LayerReport[];
}

/** log10 variance against layer: measured points, and the dashed prediction. */
export function createChart(container: HTMLElement, events: PictureEvents) {
  void events;
  let state: ChartState | undefined;

  function draw() {
    const { clientWidth: width, clientHeight: height } = container;
    if (!state || width === 0 || height === 0) return;
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { reports, theory, quantity, depth } = state;
    const sentence = theory && caveatOf(theory, quantity);
    const lines = sentence ? wrapped(sentence, planeWidth(width, fontSize), fontSize) : [];
    const above = caveatHeight(lines, fontSize);
    const domain = domainOf(reports, theory, quantity);
    const frame = createFrame({ width, height, above, fontSize, depth, domain });
    const { word, detail } = verdict(reports, quantity);
    const name = `Chart of variance by layer: ${word}, ${detail}`;
    const picture = svg(
      'svg',
      { role: 'img', 'aria-label': sentence ? `${name}. ${sentence}` : name },
      frame.definitions,
      ...axes(frame, quantity),
      ...limit(frame, state),
      ...broken(frame, state),
      ...predicted(frame, state),
      ...measured(frame, state),
      ...caveat(frame, lines),
    );
    container.replaceChildren(picture);
  }

  const observer = new ResizeObserver(draw);
  observer.observe(container);

  return {
    show(next: ChartState): void {
      state = next;
      draw();
    },
    dispose(): void {
      observer.disconnect();
      container.replaceChildren();
    },
  };
}
