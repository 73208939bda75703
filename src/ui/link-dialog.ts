import './link-dialog.css';
import { type Bitmap2D, correction, generate } from 'lean-qr';
import { toSvg } from 'lean-qr/extras/svg';
import { createButton, createDialog } from '../dom/controls';
import { make } from '../dom/make';

/** Bytes of the largest QR code, version 40 of the lowest correction, which a screen suffices with. */
export const LONGEST_QR = 2953;
/** Modules of white around a code, as the standard asks. */
const QUIET = 4;

export interface LinkDialogEvents {
  /** The link is in the clipboard, or the browser has refused. */
  copied(ok: boolean): void;
}

const isTooLong = (link: string) => new TextEncoder().encode(link).length > LONGEST_QR;

/** Black on white in every theme: readers of inverted codes are rare. */
function pictureOf(code: Bitmap2D, label: string): SVGElement {
  const svg = toSvg(code, document, { on: '#000', off: '#fff', pad: QUIET });
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  return svg;
}

/** “Link to this page”: to be copied, and as a QR code that a hall can read. */
export function createLinkDialog(container: HTMLElement, { copied }: LinkDialogEvents) {
  const title = make('h2', { text: 'Link to this page' });
  const field = make('input', { readonly: true, 'aria-label': 'link' });
  field.addEventListener('focus', () => field.select());
  const status = make('p', { role: 'status' });
  const figure = make('figure');

  async function copy(): Promise<void> {
    const link = field.value;
    try {
      // There is no clipboard over plain http, and an embedding page may forbid it.
      await navigator.clipboard.writeText(link);
      status.textContent = '';
      copied(true);
    } catch {
      field.focus();
      field.select();
      status.textContent =
        'The browser blocked copying. The link is selected: press Ctrl+C (⌘C on a Mac), or touch and hold it and choose Copy.';
      copied(false);
    }
  }

  const copyButton = createButton('Copy link', copy);
  const close = createButton('Close', () => dialog.close());
  const head = make('header', {}, title, field, copyButton, close);
  const dialog = createDialog('link-dialog', title, head, status, figure);
  // What is pressed here is not meant for the page behind.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  container.append(dialog);

  return {
    /** `what` is the page in words: its title or its experiment. */
    open(link: string, what: string): void {
      const tooLong = isTooLong(link);
      field.value = link;
      status.textContent = tooLong
        ? `This link has ${link.length} characters. A QR code holds at most ${LONGEST_QR}: copy the link instead.`
        : '';
      figure.replaceChildren(make('figcaption', { text: what }));
      if (!tooLong) {
        const code = generate(link, { minCorrectionLevel: correction.L });
        figure.prepend(pictureOf(code, `QR code of this link: ${what}`));
      }
      dialog.classList.toggle('coded', !tooLong);
      if (!dialog.open) dialog.showModal();
      copyButton.focus();
    },
    dispose(): void {
      dialog.remove();
    },
  };
}
