import { type ButtonApi, type FolderApi, Pane } from 'tweakpane';
import { make } from '../dom/make';
import { gainOfActivation } from '../model/activations';
import { applies } from '../model/applies';
import type { Experiment } from '../model/experiment';
import { HISTOGRAM_BYTES, memoryBytes, readableBytes } from '../model/memory';
import type { PropertyName } from '../model/properties';
import { nextTask } from '../model/soon';
import { type FolderRow, folders, loose } from './folders';
import { createRow, type RowEvents } from './property-row';

type Rows = ReturnType<typeof createRow>[];

/** A button that sets one property, placed below or beside that property's row. */
interface ButtonRow {
  readonly beside?: true;
  title(experiment: Experiment): string;
  /** The value that it sets; undefined disables the button. One without a value opens a file. */
  value?(experiment: Experiment): number | undefined;
}

export interface PaneEvents extends RowEvents {
  openFile(): void;
}

const buttons: Partial<Record<PropertyName, ButtonRow>> = {
  gain: {
    title: (e) =>
      gainOfActivation(e) === undefined
        ? `PyTorch has no gain for ${e.activation}`
        : `gain of ${e.activation} (calculate_gain)`,
    value: gainOfActivation,
  },
  seed: {
    beside: true,
    title: () => 'New seed',
    value: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
  },
  data: { title: () => 'Open a file…' },
};

/** Tweakpane knows only one row below another; nothing is added after these, so it may be moved. */
function placeBeside(row: HTMLElement, button: HTMLElement) {
  const pair = make('div', { class: 'pair' });
  row.replaceWith(pair);
  pair.append(row, button);
}

/** The folders with a control for every property, made from the tables: each folder in a task of its own. */
export async function createPropertiesPane(container: HTMLElement, events: PaneEvents) {
  const pane = new Pane({ container });
  const rows: Rows = [];
  const buttonRows: { name: PropertyName; row: ButtonRow; api: ButtonApi }[] = [];
  let current: Experiment | undefined;

  function add(parent: FolderApi | Pane, name: PropertyName) {
    const property = createRow(parent, name, events);
    rows.push(property);
    const row = buttons[name];
    if (!row) return property;
    const api = parent.addButton({ title: name });
    api.on('click', () => {
      if (!row.value) return events.openFile();
      const value = current && row.value(current);
      if (value !== undefined) events.change(name, value, true);
    });
    buttonRows.push({ name, row, api });
    if (row.beside) placeBeside(property.element, api.element);
    return property;
  }

  function addFolder(title: string, folder: FolderRow) {
    const api = pane.addFolder({ title, expanded: folder.open ?? false });
    const heading = api.element.querySelector('button');
    const tellExpanded = () => heading?.setAttribute('aria-expanded', String(api.expanded));
    api.on('fold', tellExpanded);
    tellExpanded();
    for (const name of folder.names) add(api, name);
    return { title, folder, api };
  }

  const opened: ReturnType<typeof addFolder>[] = [];
  for (const [title, folder] of Object.entries(folders)) {
    opened.push(addFolder(title, folder));
    await nextTask();
  }
  const memory = make('span', { class: 'memory' });
  for (const name of loose) {
    const { element } = add(pane, name);
    if (name !== 'backward') continue;
    element.classList.add('with-note');
    element.querySelector('.tp-lblv_v')?.append(memory);
  }

  return {
    /** `isOpen`: of the properties that apply, those that may be changed here. */
    show(experiment: Experiment, isOpen: (name: PropertyName) => boolean): void {
      const offers = (name: PropertyName) => applies(name, experiment) && isOpen(name);
      current = experiment;
      for (const row of rows) row.show(experiment, offers(row.name));
      for (const { name, row, api } of buttonRows) {
        // A file can be opened whatever the input is.
        api.hidden = row.value ? !offers(name) : !isOpen(name);
        api.title = row.title(experiment);
        api.disabled = row.value?.(experiment) === undefined && row.value !== undefined;
      }
      for (const { title, folder, api } of opened) {
        const state = folder.state?.(experiment);
        api.title = state ? `${title}: ${state}` : title;
        // An empty folder without a summary is hidden.
        const tells = state && folder.names.some(isOpen);
        api.hidden = !tells && !folder.names.some(offers);
      }
      memory.textContent = `memory: ${readableBytes(memoryBytes(experiment))} + ${readableBytes(HISTOGRAM_BYTES)} of histograms`;
      labelInputs(container);
    },
    dispose: () => pane.dispose(),
  };
}

/** Gives Tweakpane's inputs their row's text as label, which Tweakpane 4 leaves out. */
function labelInputs(pane: HTMLElement): void {
  for (const row of pane.querySelectorAll('.tp-lblv')) {
    const text = row.querySelector('.tp-lblv_l')?.textContent?.trim();
    if (!text) continue;
    for (const input of row.querySelectorAll('input, select'))
      input.setAttribute('aria-label', text);
    const track = row.querySelector('.tp-sldv_t');
    const number = row.querySelector('input');
    if (!track) continue;
    track.setAttribute('role', 'slider');
    track.setAttribute('aria-label', `${text}, slider`);
    track.setAttribute('aria-valuenow', number?.value ?? '0');
  }
}
