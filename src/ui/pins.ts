import './pins.css';
import { createButton } from '../dom/controls';
import { make } from '../dom/make';
import { MAX_PINS, type Pin } from '../model/pins';
import { createTool } from './tool';

export interface PinEvents {
  pin(): void;
  unpin(index: number): void;
  rename(index: number, name: string): void;
}

/** The button that keeps a run in the chart, and the runs that are kept. */
export function createPins(container: HTMLElement, events: PinEvents) {
  const button = createButton('Pin this run', events.pin);
  const list = make('ul', { class: 'pins', 'aria-label': 'Pinned runs' });
  const tool = createTool(
    { name: 'pins', icon: 'pins', minor: true, does: 'runs that stay in the chart' },
    button,
    list,
  );
  container.append(tool.element);
  let shown: readonly Pin[] | undefined;

  function item({ name }: Pin, index: number) {
    const field = make('input', {
      value: name,
      size: Math.max(8, name.length),
      'aria-label': `name of pinned run ${index + 1}`,
    });
    field.addEventListener('change', () => {
      field.value = field.value.trim() || name;
      events.rename(index, field.value);
    });
    const unpin = () => {
      events.unpin(index);
      // The button that had the focus is gone.
      button.focus();
    };
    const remove = createButton('Unpin', unpin, { 'aria-label': `Unpin ${name}` });
    return make('li', {}, field, remove);
  }

  return {
    /** `canPin`: there is a whole run to pin. */
    show(pins: readonly Pin[], canPin: boolean): void {
      const isFull = pins.length >= MAX_PINS;
      button.disabled = isFull || !canPin;
      tool.show(pins.length === 0 ? 'none' : String(pins.length));
      button.title = isFull ? `At most ${MAX_PINS} runs: unpin one first` : '';
      if (pins === shown) return;
      shown = pins;
      list.hidden = pins.length === 0;
      list.replaceChildren(...pins.map(item));
    },
  };
}
