import './about.css';
import { createButton, createDialog } from '../dom/controls';
import { make } from '../dom/make';

export interface About {
  readonly version: string;
  /** Sentences by what they are about. */
  readonly facts: Readonly<Record<string, string>>;
  /** Works of others that the page is made of, with their licences. */
  readonly carried: readonly {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
    readonly text: string;
  }[];
}

/** Shows a dialog in a lab, which is gone when it is closed. */
export function showAbout(lab: HTMLElement, { version, facts, carried }: About): void {
  const title = make('h2', { text: `About Initscope ${version}` });
  const close = createButton('Close', () => dialog.close());
  const rows = Object.entries(facts).flatMap(([name, text]) => [
    make('dt', { text: name }),
    make('dd', { text }),
  ]);
  const works = carried.map(({ name, version, licence, text }) =>
    make(
      'details',
      {},
      make('summary', { text: `${[name, version].filter(Boolean).join(' ')}, ${licence}` }),
      make('pre', { text }),
    ),
  );
  const dialog = createDialog(
    'about',
    title,
    make('header', {}, title, close),
    make('dl', {}, ...rows),
    make('h3', { text: 'Made with' }),
    make('div', {}, ...works),
  );
  dialog.addEventListener('close', () => dialog.remove());
  // What is pressed here is not meant for the page behind.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  lab.append(dialog);
  dialog.showModal();
}
