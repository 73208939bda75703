import './panel.css';
import type { BindingApi } from '@tweakpane/core';
import { type FolderApi, Pane } from 'tweakpane';
import { type ActivationName, activations } from '../model/activations';
import { type AxisMode, axisModes } from '../model/axis';
import type { Theme } from '../model/colour';
import type { Experiment, ExperimentValues } from '../model/experiment';
import type { Quantity } from '../model/histogram';
import { Problem } from '../model/problem';
import { type PropertyName, properties } from '../model/properties';
import type { Property } from '../model/property';
import { type SchemeName, schemeOf, schemes } from '../model/schemes';
import type { View } from '../model/view';
import { labelInputs } from './accessible';
import { byName, createChoice } from './choice';
import { stdInWords } from './words';

export interface PanelEvents {
  /** `settled` is false while a slider is dragged. A problem's sentence is shown in the panel. */
  change(changes: Partial<ExperimentValues>, settled: boolean): Problem | undefined;
  changeView(changes: Partial<View>): void;
}

/** Which folder shows which properties; scheme and activation have buttons of their own. */
const folders: Record<string, readonly PropertyName[]> = {
  Weights: ['std', 'gain', 'a', 'mode', 'seed'],
  Network: ['depth', 'widths', 'batch'],
  Input: ['inputMean', 'inputStd'],
};

const quantityNames: Record<Quantity, string> = { pre: 'pre-activation', post: 'post-activation' };
const themes: Record<Theme, string> = { dark: 'dark', light: 'light' };

/** Four significant digits are enough to see, and to tell 0.05 from 0.0505. */
const significant = (value: number) => String(Number(value.toPrecision(4)));

const row = (name: PropertyName) => properties[name] as Property<unknown>;
const stepOf = (name: PropertyName) => {
  const { control } = row(name);
  return control.kind === 'choice' ? undefined : control.step;
};

/** A value as Tweakpane edits it, and back: widths are edited by their first. */
const edited = (experiment: Experiment, name: PropertyName) =>
  name === 'widths' ? experiment.widths[0] : experiment[name];
const changed = (name: PropertyName, value: unknown) => ({
  [name]: name === 'widths' ? [value] : value,
});

/** The experiment's and the view's controls, made from the property table. */
export function createPanel(container: HTMLElement, events: PanelEvents) {
  const problem = document.createElement('p');
  problem.className = 'problem';
  problem.setAttribute('role', 'alert');
  const say = (found: Problem | undefined) => {
    problem.textContent = found?.sentence ?? '';
  };
  /** What the controls show. */
  let current: { readonly experiment: Experiment; readonly view: View } | undefined;
  /** Controls are being set, not used. */
  let showing = false;
  const change = (changes: Partial<ExperimentValues>, settled = true) => {
    if (showing) return;
    const found = events.change(changes, settled);
    say(found);
    // A drag goes on from where the hand is; anything else returns to what is computed.
    if (found && settled && current) show(current.experiment, current.view);
  };

  const scheme = createChoice('scheme', byName(Object.keys(schemes) as SchemeName[]), (value) =>
    change({ scheme: value }),
  );
  const activation = createChoice(
    'activation',
    byName(Object.keys(activations) as ActivationName[]),
    (value) => change({ activation: value }),
  );
  const quantity = createChoice<Quantity>('show', quantityNames, (value) =>
    events.changeView({ quantity: value }),
  );
  const axis = createChoice<AxisMode>('value axis', axisModes, (value) =>
    events.changeView({ axis: value }),
  );
  const theme = createChoice<Theme>('theme', themes, (value) =>
    events.changeView({ theme: value }),
  );
  const formula = document.createElement('p');
  formula.className = 'formula';
  const paneContainer = document.createElement('div');
  const choices = [scheme.element, formula, activation.element, quantity.element, axis.element];
  container.append(...choices, problem, paneContainer, theme.element);

  const pane = new Pane({ container: paneContainer });
  const model: Record<string, unknown> = {};
  const bindings = new Map<PropertyName, BindingApi>();

  /** A property's value as its text field shows it. */
  const shown = (experiment: Experiment, name: PropertyName) => {
    const value = experiment[name];
    return typeof value === 'number' && !stepOf(name)
      ? significant(value)
      : row(name).format(value);
  };

  /**
   * What Tweakpane would silently clamp or ignore is refused with a sentence instead, and the field
   * shows the old value again; a list, which Tweakpane's numbers cannot hold, is set past it.
   */
  function guard(binding: BindingApi, name: PropertyName) {
    binding.element.addEventListener(
      'change',
      (event) => {
        if (!(event.target instanceof HTMLInputElement)) return;
        const value = row(name).parse(event.target.value);
        const isList = Array.isArray(value) && value.length > 1;
        if (!(value instanceof Problem) && !isList) return say(undefined);
        event.stopPropagation();
        if (isList) change({ [name]: value });
        else say(value as Problem);
        if (current) event.target.value = shown(current.experiment, name);
      },
      { capture: true },
    );
  }

  function bind(folder: FolderApi, name: PropertyName) {
    const { label, control } = row(name);
    const options =
      control.kind === 'choice'
        ? { options: byName(control.options) }
        : {
            ...(control.kind === 'slider' && { min: control.min, max: control.max }),
            ...(control.step ? { step: control.step, format: String } : { format: significant }),
          };
    model[name] = name === 'widths' ? properties.widths.default[0] : row(name).default;
    const binding = folder.addBinding(model, name, { label, ...options });
    binding.on('change', ({ value, last }) => change(changed(name, value), last ?? true));
    guard(binding, name);
    if (control.kind === 'slider') {
      const track = binding.element.querySelector('.tp-sldv_t');
      track?.setAttribute('aria-valuemin', String(control.min));
      track?.setAttribute('aria-valuemax', String(control.max));
    }
    bindings.set(name, binding);
  }

  for (const [title, names] of Object.entries(folders)) {
    const folder = pane.addFolder({ title, expanded: title !== 'Input' });
    for (const name of names) bind(folder, name);
    if (title === 'Weights')
      folder.addButton({ title: 'New seed' }).on('click', () => {
        change({ seed: crypto.getRandomValues(new Uint32Array(1))[0]! });
      });
  }

  function show(experiment: Experiment, view: View): void {
    showing = true;
    current = { experiment, view };
    const parameters: readonly string[] = schemeOf(experiment.scheme).parameters;
    for (const [name, binding] of bindings) {
      model[name] = edited(experiment, name);
      const isParameter = ['std', 'gain', 'a', 'mode'].includes(name);
      binding.hidden = isParameter && !parameters.includes(name);
    }
    pane.refresh();
    scheme.show(experiment.scheme);
    formula.textContent = `weights: ${stdInWords(experiment)}`;
    activation.show(experiment.activation);
    quantity.show(view.quantity);
    axis.show(view.axis);
    theme.show(view.theme);
    if (experiment.widths.length > 1) {
      const field = bindings.get('widths')?.element.querySelector('input');
      if (field) field.value = shown(experiment, 'widths');
    }
    labelInputs(paneContainer);
    showing = false;
  }

  return {
    show,
    dispose(): void {
      pane.dispose();
      container.replaceChildren();
    },
  };
}
