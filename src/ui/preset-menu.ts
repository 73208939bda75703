import { type PresetName, presetGroups, presetNames, presetOf } from '../model/presets';

const OWN = 'an experiment of your own';

/** The list of presets, and a line of what the chosen one shows. */
export function createPresetMenu(choose: (name: PresetName) => void) {
  const element = document.createElement('div');
  element.className = 'presets';
  const select = document.createElement('select');
  select.setAttribute('aria-label', 'experiment');
  const line = document.createElement('p');

  const own = new Option(OWN, '');
  // It says where one is, and is nowhere to go to.
  own.disabled = true;
  const groups = presetGroups.map((group) => {
    const optgroup = document.createElement('optgroup');
    optgroup.label = group;
    const names = presetNames.filter((name) => presetOf(name).group === group);
    optgroup.append(...names.map((name) => new Option(name)));
    return optgroup;
  });
  select.append(own, ...groups);
  select.addEventListener('change', () => choose(select.value as PresetName));
  element.append(select, line);

  return {
    element,
    show(name: PresetName | undefined): void {
      own.hidden = name !== undefined;
      select.value = name ?? '';
      line.textContent = name ? presetOf(name).shows : '';
    },
  };
}
