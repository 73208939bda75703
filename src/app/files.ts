/** Files that are dropped on a lab, or chosen: each kind has one who opens it. */
import { around, concerns } from '../dom/keys';
import { make } from '../dom/make';

/** Who opens files whose names end with one of `endings`, such as “.csv”; “” is every name. */
export interface Opener {
  readonly endings: readonly string[];
  open(file: File): void;
}

/** A file that is being dragged over or dropped on the page. */
const isFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;

const openIn = (file: File, openers: readonly Opener[]) => {
  const name = file.name.toLowerCase();
  openers.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))?.open(file);
};

/**
 * Lets a person choose a file, which the first of `openers` opens that takes its name. Call where a person
 * has just pressed something.
 */
export function choose(openers: readonly Opener[]): void {
  const endings = openers.flatMap((opener) => opener.endings);
  const input = make('input', { type: 'file', accept: endings.includes('') ? '' : endings.join() });
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) openIn(file, openers);
  });
  input.click();
}

/** Opens what is dropped on `lab` until `alive` ends: the first that takes a file's name has it. */
export function followFiles(alive: AbortSignal, lab: HTMLElement, openers: readonly Opener[]) {
  const signal = alive;
  const at = around(lab);
  at.addEventListener(
    'dragover',
    (event) => {
      if (isFile(event) && concerns(lab, event)) event.preventDefault();
    },
    { signal },
  );
  at.addEventListener(
    'drop',
    (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file || !concerns(lab, event)) return;
      event.preventDefault();
      openIn(file, openers);
    },
    { signal },
  );
}
