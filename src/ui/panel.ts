import './panel.css';
import { createRange } from '../dom/controls';
import { make } from '../dom/make';
import { type ActivationName, activationOf, activations } from '../model/activations';
import { type Theme, themes } from '../model/colour';
import type { Experiment, ExperimentValues } from '../model/experiment';
import type { PresetName } from '../model/presets';
import type { Problem } from '../model/problem';
import { type SchemeName, schemeOf, schemes } from '../model/schemes';
import { MAX_SCALE, MIN_SCALE, type Preferences, SCALE_STEP } from '../model/view';
import type { Control } from '../state/page';
import { createChoice, favouritesFirst } from './choice';
import { createIconButton } from './icons';
import { createPresetMenu } from './preset-menu';
import { createPropertiesPane } from './properties-pane';
import { weightsInWords } from './words';

export interface PanelEvents {
  /** `settled` is false while a slider is dragged. A problem's sentence is shown in the panel. */
  change(changes: Partial<ExperimentValues>, settled: boolean): Problem | undefined;
  choosePreset(name: PresetName): Problem | undefined;
  /** One's own data are to be chosen. */
  openFile(): void;
  prefer(changes: Partial<Preferences>): void;
}

export interface PanelState {
  readonly experiment: Experiment;
  readonly preferences: Preferences;
  /** The rows that are left open; undefined: all. */
  readonly controls: readonly Control[] | undefined;
  /** The preset that the experiment is, if it is one. */
  readonly preset: PresetName | undefined;
}

/** A formula, and where it comes from. */
function cite(element: HTMLElement, formula: string, source: string) {
  element.replaceChildren(formula, ' ', make('small', { text: source }));
}

/** The experiment's controls, and a person's preferences. */
export async function createPanel(container: HTMLElement, events: PanelEvents) {
  const problem = make('p', { class: 'problem', role: 'alert' });
  const say = (found: Problem | undefined) => {
    problem.textContent = found?.sentence ?? '';
  };
  /** The state that the controls show. */
  let current: PanelState | undefined;
  /** True while controls are set by code: their events are then ignored. */
  let showing = false;

  /** Shows a problem and resets the controls; during a drag the slider stays under the hand. */
  const judge = (found: Problem | undefined, settled = true) => {
    say(found);
    if (found && settled && current) show(current);
  };
  const change = (changes: Partial<ExperimentValues>, settled = true) => {
    if (showing || !current) return;
    judge(events.change(withConsequences(changes, current.experiment), settled), settled);
  };

  const [weightFormula, activationFormula] = [
    make('p', { class: 'formula' }),
    make('p', { class: 'formula' }),
  ];
  const presets = createPresetMenu((name) => judge(events.choosePreset(name)));
  const scheme = createChoice<SchemeName>({
    label: 'weights',
    inline: true,
    ...favouritesFirst(schemes, [
      'normal',
      'lecun_normal',
      'xavier_uniform',
      'kaiming_normal',
      'orthogonal',
    ]),
    note: weightFormula,
    change: (value) => change({ scheme: value }),
  });
  const activation = createChoice<ActivationName>({
    label: 'activation',
    ...favouritesFirst(activations, ['identity', 'relu', 'tanh', 'gelu', 'selu']),
    note: activationFormula,
    change: (value) => change({ activation: value }),
  });
  const theme = createChoice<Theme>({
    label: 'theme',
    inline: true,
    options: themes,
    change: (value) => events.prefer({ theme: value }),
  });
  const scale = createScaleRow((value) => events.prefer({ scale: value }));
  const folders = make('div');
  const pane = await createPropertiesPane(folders, {
    change: (name, value, settled) => change({ [name]: value }, settled),
    say,
    openFile: events.openFile,
  });
  /** The rows by their names in links; the experiment's properties are in the folders. */
  const rows: Partial<Record<Control, { readonly element: HTMLElement }>> = {
    experiment: presets,
    scheme,
    activation,
    theme,
    interface: scale,
  };
  const toggle = () => events.prefer({ panel: !current?.preferences.panel });
  const fold = createIconButton('panel', 'Fold the panel', toggle, 'H');
  container.append(
    fold.element,
    presets.element,
    scheme.element,
    activation.element,
    problem,
    folders,
    theme.element,
    scale.element,
  );

  function show(state: PanelState): void {
    showing = true;
    // What was refused beside another experiment no longer matters.
    if (current && current.experiment !== state.experiment) say(undefined);
    current = state;
    const { experiment, preferences, controls, preset } = state;
    const isOpen = (name: Control) => controls === undefined || controls.includes(name);
    for (const [name, { element }] of Object.entries(rows))
      element.hidden = !isOpen(name as Control);
    presets.show(preset);
    scheme.show(experiment.scheme);
    cite(weightFormula, weightsInWords(experiment), schemeOf(experiment.scheme).source);
    activation.show(experiment.activation);
    const { formula, source } = activationOf(experiment.activation);
    cite(activationFormula, formula, source);
    fold.show('panel', preferences.panel ? 'Fold the panel' : 'Unfold the panel');
    theme.show(preferences.theme);
    scale.show(preferences.scale);
    pane.show(experiment, isOpen);
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

type Changes = Partial<ExperimentValues>;

/**
 * What a person means by changing the widths or the shape: a list of widths is the shape “list”, one
 * width ends it, and every other shape is made from the first width alone.
 */
export function withConsequences(changes: Changes, { shape, widths }: ExperimentValues): Changes {
  if (changes.widths) {
    if (changes.widths.length > 1) return { ...changes, shape: 'list' };
    return shape === 'list' ? { ...changes, shape: 'constant' } : changes;
  }
  if (changes.shape && changes.shape !== 'list') return { ...changes, widths: widths.slice(0, 1) };
  return changes;
}

/** The slider for the size of all type and controls. */
function createScaleRow(change: (scale: number) => void) {
  const output = make('output');
  const tell = (scale: number) => {
    output.textContent = `${scale} ×`;
  };
  const range = { min: MIN_SCALE, max: MAX_SCALE, step: SCALE_STEP };
  const slider = createRange(range, tell, { 'aria-keyshortcuts': '+ -' });
  // Only at the end of a drag: scaling moves the slider away from the pointer.
  slider.addEventListener('change', () => change(slider.valueAsNumber));
  const element = make('label', { class: 'scale-row', text: 'interface scale' }, slider, output);

  return {
    element,
    show(scale: number): void {
      slider.value = String(scale);
      tell(scale);
    },
  };
}
