import './help.css';
import { createButton, createDialog } from '../dom/controls';
import { make } from '../dom/make';
import { foldKeys, labKeys, lectureKeys } from '../model/keys';

interface Line {
  readonly shown: readonly string[];
  readonly does: string;
}

/** With Ctrl, or ⌘ on a Mac. */
const chords: readonly Line[] = [
  { shown: ['Ctrl Z'], does: 'undo' },
  { shown: ['Ctrl Shift Z'], does: 'redo' },
];

/** Keys of the pictures themselves, which act where they have the focus. */
const inPictures: readonly Line[] = [
  { shown: ['←', '→', '↑', '↓'], does: 'walk through layers and columns' },
  { shown: ['Enter'], does: 'open the layer’s details' },
  { shown: ['double click'], does: 'reset the view' },
];

function section(title: string, lines: readonly Line[]) {
  const rows = lines.flatMap(({ shown, does }) => [
    make('dt', {}, ...shown.map((name) => make('kbd', { text: name }))),
    make('dd', { text: does }),
  ]);
  return make('section', {}, make('h3', { text: title }), make('dl', {}, ...rows));
}

/** Lists every key, and what the digits choose. `about` tells what the page itself is. */
export function createHelp(
  container: HTMLElement,
  chosenByDigit: readonly string[],
  about: () => void,
) {
  const title = make('h2', { text: 'Keys' });
  const tellAbout = createButton('About Initscope', () => {
    dialog.close();
    about();
  });
  const close = createButton('Close', () => dialog.close());
  const digits = chosenByDigit.map((name, i) => ({ shown: [String(i + 1)], does: name }));
  const columns = make(
    'div',
    {},
    section('Everywhere', [...Object.values(labKeys), ...chords]),
    section('Outside the lecture', Object.values(foldKeys)),
    section('In the lecture', Object.values(lectureKeys)),
    section('Schemes', digits),
    section('In the scene and the chart', inPictures),
  );
  const dialog = createDialog('help', title, make('header', {}, title, tellAbout, close), columns);
  container.append(dialog);

  return {
    toggle(): void {
      if (dialog.open) dialog.close();
      else {
        dialog.showModal();
        close.focus();
      }
    },
  };
}
