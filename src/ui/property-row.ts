import type { BindingApi } from '@tweakpane/core';
import type { FolderApi, Pane } from 'tweakpane';
import { dataInShort } from '../model/data';
import type { Experiment } from '../model/experiment';
import { Problem } from '../model/problem';
import { type PropertyName, properties } from '../model/properties';
import type { Property } from '../model/property';
import { byName } from './choice';

/** Events of a row. */
export interface RowEvents {
  /** `settled` is false while a slider is dragged. */
  change(name: PropertyName, value: unknown, settled: boolean): void;
  /** A typed text that is not allowed; undefined takes the sentence away. */
  say(problem: Problem | undefined): void;
}

/** Four significant digits fit the field, and tell 0.05 from 0.0505. */
const significant = (value: number) => String(Number(value.toPrecision(4)));

const rowOf = (name: PropertyName) => properties[name] as Property<unknown>;

/** Tweakpane's parameters for a property. */
function params(name: PropertyName) {
  const { control, label } = rowOf(name);
  if (control.kind === 'flag') return { label };
  if (control.kind === 'choice') return { label, options: byName(control.options) };
  // Written when it is shown, not by a clock.
  if (control.kind === 'text') return { label, readonly: true, interval: 0 };
  const { kind, min, max, step } = control;
  return {
    label,
    ...(kind === 'slider' && { min, max }),
    ...(step ? { step, format: String } : { format: significant }),
  };
}

/** One property's control, made from its row of the table. */
export function createRow(parent: FolderApi | Pane, name: PropertyName, events: RowEvents) {
  const { control, parse, format } = rowOf(name);
  const isNumber = control.kind === 'slider' || control.kind === 'number';
  // Tweakpane's numbers cannot hold a list: it edits the first width.
  const edited = (value: unknown) => {
    if (control.kind === 'text') return dataInShort(String(value));
    return Array.isArray(value) ? value[0] : value;
  };
  const changed = (value: unknown) => (name === 'widths' ? [value] : value);
  const model: Record<string, unknown> = { [name]: edited(rowOf(name).default) };
  const binding = parent.addBinding(model, name, params(name)) as BindingApi;
  binding.on('change', ({ value, last }) => events.change(name, changed(value), last ?? true));

  let shown = '';
  /**
   * A typed text is read by the property alone and set past Tweakpane, which knows no “−0.5”, no
   * list, computes “1/3”, and silently clamps or ignores the rest. What is refused is said, and the
   * field shows what is set.
   */
  const take = (event: Event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    event.stopPropagation();
    const value = parse(event.target.value);
    if (value instanceof Problem) events.say(value);
    else events.change(name, value, true);
    event.target.value = shown;
  };
  if (isNumber) binding.element.addEventListener('change', take, { capture: true });
  if (control.kind === 'slider') {
    const track = binding.element.querySelector('.tp-sldv_t');
    track?.setAttribute('aria-valuemin', String(control.min));
    track?.setAttribute('aria-valuemax', String(control.max));
  }

  return {
    name,
    element: binding.element,
    show(experiment: Experiment, isApplied: boolean): void {
      const value = experiment[name];
      binding.hidden = !isApplied;
      model[name] = edited(value);
      binding.refresh();
      const isReal = typeof value === 'number' && !('step' in control && control.step);
      const before = shown;
      shown = isReal ? significant(value) : format(value);
      // Of a list Tweakpane knows the first width, and does not see when the others go.
      const isList = Array.isArray(value) && value.length > 1;
      const field = binding.element.querySelector('input');
      if (field && isNumber && (isList || shown !== before)) field.value = shown;
    },
  };
}
