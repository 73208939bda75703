import './inset.css';
import type { Theme } from '../model/colour';
import type { Quantity } from '../model/histogram';
import { pressed } from '../model/keys';
import type { LayerReport, Statistics } from '../model/report';
import { quantityWords } from '../model/view';
import { createButton } from './button';
import { insetTables } from './inset-table';

export interface InsetState {
  /** “Layer 3”, “B, layer 3”. */
  readonly name: string;
  readonly report: LayerReport;
  /** Quantities that the report has, and their histograms. */
  readonly histograms: readonly (readonly [Quantity, Uint32Array])[];
  readonly theme: Theme;
}

/** What an inset is made with. */
export interface InsetOptions {
  /** It was closed, by button or key. */
  closed(): void;
  /** Draws one quantity's distribution. */
  picture(name: string, statistics: Statistics, counts: Uint32Array, theme: Theme): Element;
}

/** One layer read closely, over the picture's corner; the page behind it stays usable. */
export function createInset(container: HTMLElement, { closed, picture }: InsetOptions) {
  const dialog = document.createElement('dialog');
  dialog.className = 'inset';
  dialog.setAttribute('aria-labelledby', 'inset-title');
  const title = document.createElement('h2');
  title.id = 'inset-title';
  const size = document.createElement('p');
  const key = document.createElement('p');
  key.className = 'key';
  key.textContent = 'dashed: normal, of the same mean and variance';
  const close = createButton('Close', closed);
  close.setAttribute('aria-keyshortcuts', 'Escape');
  document.addEventListener('keydown', (event) => {
    if (pressed(event) === 'escape' && dialog.open && !event.defaultPrevented) closed();
  });
  const bar = document.createElement('header');
  bar.append(title, size, key, close);
  const content = document.createElement('div');
  dialog.append(bar, content);
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
      const pictures = document.createElement('div');
      pictures.className = 'pictures';
      for (const [quantity, counts] of histograms) {
        const figure = document.createElement('figure');
        const caption = document.createElement('figcaption');
        const { caption: of } = quantityWords[quantity];
        caption.textContent = of;
        figure.append(caption, picture(of, report[quantity]!, counts, theme));
        pictures.append(figure);
      }
      const tables = document.createElement('div');
      tables.className = 'tables';
      tables.append(
        ...insetTables(
          report,
          histograms.map(([quantity]) => quantity),
        ),
      );
      content.replaceChildren(pictures, tables);
    },
    /** The focus returns to where it was. */
    close(): void {
      if (dialog.open) dialog.close();
    },
  };
}
