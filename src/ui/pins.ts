import './pins.css';
import { MAX_PINS, type Pin } from '../model/pins';
import { createButton } from './button';

export interface PinEvents {
  pin(): void;
  unpin(index: number): void;
  rename(index: number, name: string): void;
}

/** The button that keeps a run in the chart, and the runs that are kept. */
export function createPins(container: HTMLElement, events: PinEvents) {
  const button = createButton('Pin this run', events.pin);
  const list = document.createElement('ul');
  list.className = 'pins';
  list.setAttribute('aria-label', 'Pinned runs');
  container.append(button, list);
  let shown: readonly Pin[] | undefined;

  function item({ name }: Pin, index: number) {
    const field = document.createElement('input');
    field.value = name;
    field.size = Math.max(8, name.length);
    field.setAttribute('aria-label', `name of pinned run ${index + 1}`);
    field.addEventListener('change', () => {
      field.value = field.value.trim() || name;
      events.rename(index, field.value);
    });
    const remove = createButton('Unpin', () => {
      events.unpin(index);
      // The button that had the focus is gone.
      button.focus();
    });
    remove.setAttribute('aria-label', `Unpin ${name}`);
    const entry = document.createElement('li');
    entry.append(field, remove);
    return entry;
  }

  return {
    /** `canPin`: there is a whole run to pin. */
    show(pins: readonly Pin[], canPin: boolean): void {
      const isFull = pins.length >= MAX_PINS;
      button.disabled = isFull || !canPin;
      button.title = isFull ? `At most ${MAX_PINS} runs: unpin one first` : '';
      if (pins === shown) return;
      shown = pins;
      list.hidden = pins.length === 0;
      list.replaceChildren(...pins.map(item));
    },
  };
}
