import { createSelect } from '../dom/controls';
import { make } from '../dom/make';
import { type PresetName, presetGroups, presetNames, presetOf } from '../model/presets';

const OWN = 'Custom experiment';

/** The list of presets, and a line of what the chosen one shows. */
export function createPresetMenu(choose: (name: PresetName) => void) {
  const own = new Option(OWN, '');
  // Disabled, because it only says that the experiment is no preset.
  own.disabled = true;
  const groups = presetGroups.map((group) => {
    const names = presetNames.filter((name) => presetOf(name).group === group);
    return make('optgroup', { label: group }, ...names.map((name) => new Option(name)));
  });
  const select = createSelect([own, ...groups], (name) => choose(name as PresetName), {
    'aria-label': 'experiment',
  });
  const line = make('p');
  const element = make('div', { class: 'presets' }, select, line);

  return {
    element,
    show(name: PresetName | undefined): void {
      own.hidden = name !== undefined;
      select.value = name ?? '';
      line.textContent = name ? presetOf(name).shows : '';
    },
  };
}
