/** Files that are dropped on a lab: each kind has one who opens it. */
import { around, concerns } from '../dom/keys';

/** Who opens files whose names end with one of `endings`, such as “.csv”; “” is every name. */
export interface Opener {
  readonly endings: readonly string[];
  open(file: File): void;
}

/** A file that is being dragged over or dropped on the page. */
const isFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;

/** Opens what is dropped on `lab` until `alive` ends: the first that takes a file's name has it. */
export function followFiles(alive: AbortSignal, lab: HTMLElement, openers: readonly Opener[]) {
  function open(file: File): void {
    const name = file.name.toLowerCase();
    openers.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))?.open(file);
  }
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
      open(file);
    },
    { signal },
  );
}
