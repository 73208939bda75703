import './chart.css';
import type { Theme } from '../model/colour';
import type { Quantity } from '../model/histogram';
import type { LayerReport } from '../model/report';
import type { Prediction } from '../model/theory';
import { verdict } from '../model/verdict';
import { axes } from './axes';
import { domainOf } from './domain';
import { createFrame } from './frame';
import { broken, limit, measured, theory } from './marks';
import { svg } from './svg';

export interface ChartState {
  readonly reports: readonly LayerReport[];
  readonly predictions: readonly Prediction[];
  readonly quantity: Quantity;
  readonly depth: number;
  readonly theme: Theme;
}

/** log10 variance against layer: measured points, and the dashed prediction. */
export function createChart(container: HTMLElement) {
  let state: ChartState | undefined;

  function draw() {
    const { clientWidth: width, clientHeight: height } = container;
    if (!state || width === 0 || height === 0) return;
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const domain = domainOf(state.reports, state.predictions, state.quantity);
    const frame = createFrame(width, height, fontSize, state.depth, domain);
    const { word, detail } = verdict(state.reports, state.quantity);
    const picture = svg(
      'svg',
      { role: 'img', 'aria-label': `Chart of variance by layer: ${word}, ${detail}` },
      frame.definitions,
      ...axes(frame, state.quantity),
      ...limit(frame, state),
      ...broken(frame, state),
      ...theory(frame, state),
      ...measured(frame, state),
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
