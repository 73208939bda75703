import './inset.css';
import { createButton, createDialog } from '../dom/controls';
import { around, concerns } from '../dom/keys';
import { make } from '../dom/make';
import type { Theme } from '../model/colour';
import type { Quantity } from '../model/histogram';
import { pressed } from '../model/keys';
import type { LayerReport, Statistics } from '../model/report';
import { quantityWords } from '../model/view';
import { insetTable } from './inset-table';

export interface InsetState {
  /** “Layer 3”, “B, layer 3”. */
  readonly name: string;
  readonly report: LayerReport;
  /** Quantities that the report has, and their histograms. */
  readonly histograms: readonly (readonly [Quantity, Uint32Array])[];
  readonly theme: Theme;
}

/** Callbacks of an inset. */
export interface InsetOptions {
  /** It was closed, by button or key. */
  closed(): void;
  /** Draws one quantity's distribution. */
  picture(name: string, statistics: Statistics, counts: Uint32Array, theme: Theme): Element;
}

/** One layer's details beside the scene; the page behind it stays usable. */
export function createInset(
  container: HTMLElement,
  { closed, picture }: InsetOptions,
  alive: AbortSignal,
) {
  const [title, size, content] = [make('h2'), make('p'), make('div')];
  const key = make('p', { class: 'key', text: 'dashed: normal, same mean and variance' });
  const close = createButton('Close', closed, { 'aria-keyshortcuts': 'Escape' });
  const bar = make('header', {}, title, size, key, close);
  const dialog = createDialog('inset', title, bar, content);
  const lab = container.closest<HTMLElement>('.lab') ?? container;
  const listener = (event: KeyboardEvent) => {
    if (!concerns(lab, event)) return;
    if (pressed(event) === 'escape' && dialog.open && !event.defaultPrevented) closed();
  };
  around(lab).addEventListener('keydown', listener, { signal: alive });
  container.append(dialog);

  return {
    /** Opens it, which takes the focus there; what it shows may come later. */
    open(name: string): void {
      // Another layer's figures must not stand below this one's name.
      if (title.textContent !== name) {
        content.replaceChildren('…');
        size.textContent = '';
      }
      title.textContent = name;
      if (!dialog.open) dialog.show();
    },
    show({ name, report, histograms, theme }: InsetState): void {
      const { layer, fanIn, units } = report;
      title.textContent = name;
      size.textContent = layer === 0 ? `${units} wide` : `${fanIn} in, ${units} out`;
      const pictures = histograms.map(([quantity, counts]) => {
        const { caption } = quantityWords[quantity];
        const drawn = picture(caption, report[quantity]!, counts, theme);
        return make('figure', {}, make('figcaption', { text: caption }), drawn);
      });
      const quantities = histograms.map(([quantity]) => quantity);
      content.replaceChildren(
        make('div', { class: 'pictures' }, ...pictures),
        insetTable(report, quantities),
      );
    },
    /** The focus returns to where it was. */
    close(): void {
      if (dialog.open) dialog.close();
    },
  };
}
