import '../chart.css';
import './sweep.css';
import { createButton, createDialog, createRadios, createSelect } from '../../dom/controls';
import { make } from '../../dom/make';
import type { Quantity } from '../../model/histogram';
import { quantityWords } from '../../model/view';
import { byLayer } from './by-layer';
import { byValue } from './by-value';
import { type Sweep, type SweepView, views } from './state';

const pictures = { layer: byLayer, value: byValue } as const;

/** Shows a sweep as a chart over the page: its variance by layer, or where the pass ends by value. */
export function createSweepDialog(container: HTMLElement) {
  let shown: { sweep: Sweep; view: SweepView; quantity: Quantity } | undefined;
  const title = make('h2');
  const words = make('p');
  const plane = make('div', { class: 'lab-chart sweep-chart' });
  const tools = make('div', { class: 'sweep-tools' });
  const close = createButton('Close', () => dialog.close());
  const dialog = createDialog(
    'sweep-dialog',
    title,
    make('header', {}, title, close),
    words,
    tools,
    plane,
  );
  // What is pressed here is not meant for the page behind.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  container.append(dialog);

  function draw(): void {
    const { clientWidth: width, clientHeight: height } = plane;
    if (!shown || width === 0 || height === 0) return;
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { sweep, view, quantity } = shown;
    plane.replaceChildren(pictures[view](sweep, quantity, { width, height, fontSize }));
  }
  const observer = new ResizeObserver(draw);
  observer.observe(plane);

  function change(next: Partial<NonNullable<typeof shown>>): void {
    if (shown) shown = { ...shown, ...next };
    draw();
  }

  /** Anew for each sweep: another one has other names. */
  function fillTools({ name, values, quantities }: Sweep, quantity: Quantity): void {
    const radios = createRadios({ ...views, value: `by ${name}` }, (view) => change({ view }));
    radios.show('layer');
    radios.offer((view) => view === 'layer' || values.length > 1);
    const options = quantities.map((one) =>
      make('option', { value: one, selected: one === quantity }, quantityWords[one].caption),
    );
    const select = createSelect(options, (value) => change({ quantity: value as Quantity }), {
      'aria-label': 'quantity',
    });
    tools.replaceChildren(make('fieldset', { 'aria-label': 'against' }, ...radios.labels), select);
  }

  return {
    /** `about` is the experiment in words. */
    open(heading: string, about: string, sweep: Sweep): void {
      const quantity = sweep.quantities.includes('post') ? 'post' : sweep.quantities[0]!;
      shown = { sweep, view: 'layer', quantity };
      title.textContent = heading;
      words.textContent = about;
      fillTools(sweep, quantity);
      if (!dialog.open) dialog.showModal();
      draw();
    },
    dispose(): void {
      observer.disconnect();
      dialog.remove();
    },
  };
}
