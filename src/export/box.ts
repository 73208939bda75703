/** What the toolbar's “export” opens: what can be saved, how far it is, and a way back in. */
import './box.css';
import { createButton, createRadios } from '../dom/controls';
import { make } from '../dom/make';
import type { Exported } from './exported';
import type { ExportHost, FigureOptions, Pictured } from './host';
import { pictured } from './host';
import { type CopiedRow, groups, type Row, rows, type SavedRow } from './rows';
import { createSize } from './size';

function checkbox(text: string, checked: boolean, changed: () => void) {
  const input = make('input', { type: 'checkbox', checked });
  input.addEventListener('change', changed);
  return { label: make('label', {}, input, text), input };
}

/** What a picture shows, its size, and whether it has a background and a caption. */
function createOptions(changed: () => void) {
  let what: Pictured = 'both';
  const radios = createRadios<Pictured>(pictured, (value) => {
    what = value;
  });
  radios.show(what);
  const size = createSize(changed);
  const transparent = checkbox('transparent', false, () => {});
  const caption = checkbox('caption', true, () => {});
  return {
    elements: [
      make('div', {}, ...radios.labels),
      size.element,
      make('div', {}, transparent.label, caption.label),
    ],
    offer: radios.offer,
    /** The options, or a sentence that says what is wrong with them. */
    read(hasScene: boolean): FigureOptions | string {
      const chosen = size.read();
      if (typeof chosen === 'string') return chosen;
      const { checked } = transparent.input;
      const shown = hasScene ? what : 'chart';
      return { ...chosen, what: shown, transparent: checked, captioned: caption.input.checked };
    },
  };
}

const fileOf = ({ page: { a } }: Exported, ending: string) =>
  `initscope-${a.scheme}-${a.activation}-seed${a.seed}.${ending}`;

/** Saves a file under a name, as a link to it would. */
function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  // The browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const sizeInWords = (bytes: number) =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

/** Fills a box; what it saves is what the page holds at that time. */
export function createExportBox(container: HTMLElement, host: ExportHost) {
  const options = createOptions(() => void offer());
  const status = make('p', { role: 'status' });
  const bar = make('progress', { max: 1, value: 0, 'aria-label': 'progress' });
  let running: AbortController | undefined;
  const cancel = createButton('Cancel', () => running?.abort());
  const progress = make('div', { class: 'export-progress', hidden: true }, bar, cancel);

  function say(text: string, isWrong = false): void {
    status.textContent = text;
    status.toggleAttribute('data-wrong', isWrong);
  }

  async function copy({ name, copy: make }: CopiedRow, exported: Exported): Promise<void> {
    const { text, ending } = make(exported);
    try {
      // There is no clipboard over plain http, and an embedding page may forbid it.
      await navigator.clipboard.writeText(text);
      say(`Copied: ${text.split('\n').length} lines.`);
      host.say(`${name}: copied.`);
    } catch {
      const file = fileOf(exported, ending);
      save(new Blob([text], { type: 'text/plain' }), file);
      say(`The browser blocked copying: saved ${file} instead.`);
    }
  }

  async function write({ name, save: make }: SavedRow, exported: Exported): Promise<void> {
    const chosen = options.read(host.hasScene());
    if (typeof chosen === 'string') return say(chosen, true);
    const stop = new AbortController();
    running = stop;
    busy(true);
    say(`Making ${name}…`);
    try {
      const { signal } = stop;
      const told = (share: number) => {
        bar.value = share;
      };
      const source = { host, exported, options: chosen };
      const { blob, ending } = await make(source, { signal, progress: told });
      signal.throwIfAborted();
      const file = fileOf(exported, ending);
      save(blob, file);
      say(`Saved ${file}, ${sizeInWords(blob.size)}.`);
      host.say(`Saved ${file}.`);
    } catch (error) {
      if (stop.signal.aborted && isAbort(error)) say('Cancelled: nothing was saved.');
      else say(`${name} was not saved. ${(error as Error).message}`, true);
    } finally {
      running = undefined;
      busy(false);
    }
  }

  async function run(row: Row): Promise<void> {
    const exported = host.exported();
    if (!exported) return say('The run has not ended: wait for it, and save it then.', true);
    await ('copy' in row ? copy(row, exported) : write(row, exported));
  }

  const buttons = rows.map((row) => {
    const element = createButton(row.name, () => void run(row));
    element.title = row.does;
    return { row, element };
  });
  function busy(isBusy: boolean): void {
    bar.value = 0;
    progress.hidden = !isBusy;
    for (const { element } of buttons) element.disabled = isBusy;
  }
  /** Offers what this browser can do in this size. */
  async function offer(): Promise<void> {
    const chosen = options.read(host.hasScene());
    for (const { row, element } of buttons)
      if (row.offered) element.hidden = typeof chosen === 'string' || !(await row.offered(chosen));
  }

  const group = (name: keyof typeof groups) =>
    make(
      'fieldset',
      {},
      make('legend', { text: groups[name] }),
      ...(name === 'picture' ? options.elements : []),
      make(
        'div',
        {},
        ...buttons.flatMap(({ row, element }) => (row.group === name ? element : [])),
      ),
    );
  for (const { row, element } of buttons) element.hidden = row.offered !== undefined;
  container.append(
    ...(Object.keys(groups) as (keyof typeof groups)[]).map(group),
    make(
      'fieldset',
      {},
      make('legend', { text: 'and back again' }),
      make(
        'div',
        {},
        createButton('Open a file…', host.choose, {
          title:
            'a JSON that was saved here or measured in a terminal, one’s own data as .csv or .npy, or a lesson; it can be dropped on the page as well',
        }),
      ),
    ),
    make('div', { class: 'export-told' }, progress, status),
  );

  return {
    /** What is offered may have changed since it was last open. */
    opened(): void {
      options.offer((what) => what === 'chart' || host.hasScene());
      if (!running) say('');
      void offer();
    },
    dispose: () => running?.abort(),
  };
}
