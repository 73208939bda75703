import './help.css';
import { labKeys, lectureKeys } from '../model/keys';
import { createButton } from './button';

interface Line {
  readonly shown: readonly string[];
  readonly does: string;
}

/** Keys of the pictures themselves, which act where they have the focus. */
const inPictures: readonly Line[] = [
  { shown: ['←', '→', '↑', '↓'], does: 'walk through layers and bins' },
  { shown: ['Enter'], does: 'open the layer’s details' },
  { shown: ['double click'], does: 'reset the view' },
];

function section(title: string, lines: readonly Line[]) {
  const element = document.createElement('section');
  const heading = document.createElement('h3');
  heading.textContent = title;
  const list = document.createElement('dl');
  for (const { shown, does } of lines) {
    const [keys, meaning] = [document.createElement('dt'), document.createElement('dd')];
    keys.append(
      ...shown.map((name) => {
        const key = document.createElement('kbd');
        key.textContent = name;
        return key;
      }),
    );
    meaning.textContent = does;
    list.append(keys, meaning);
  }
  element.append(heading, list);
  return element;
}

/** Lists every key, and what the digits choose. */
export function createHelp(chosenByDigit: readonly string[]) {
  const dialog = document.createElement('dialog');
  dialog.className = 'help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  const title = document.createElement('h2');
  title.id = 'help-title';
  title.textContent = 'Keys';
  const close = createButton('Close', () => dialog.close());
  const head = document.createElement('header');
  head.append(title, close);
  const digits = chosenByDigit.map((name, i) => ({ shown: [String(i + 1)], does: name }));
  const columns = document.createElement('div');
  columns.append(
    section('Everywhere', Object.values(labKeys)),
    section('In the lecture', Object.values(lectureKeys)),
    section('Schemes', digits),
    section('In the scene and the chart', inPictures),
  );
  dialog.append(head, columns);
  document.body.append(dialog);

  return {
    toggle(): void {
      if (dialog.open) dialog.close();
      else dialog.showModal();
    },
  };
}
