/** What a step sets: the experiment and the view, each entry checked by the model's own tables. */
import { defaultExperiment, experimentWith } from '../../model/experiment';
import { isGradient } from '../../model/histogram';
import { Problem } from '../../model/problem';
import { type PropertyName, properties, propertyNames } from '../../model/properties';
import { defaultView, type View, viewNames, viewValueOf, viewValues } from '../../model/view';
import type { StepSetting } from '../host';
import { refuse, type Where } from './blocks';
import { checkNames, type Entries, type Entry } from './entries';
import { flagOf, keyOf } from './values';

export const emptyStepSetting: StepSetting = { experiment: {}, view: {} };

function propertyOf({ name, value, typed, where }: Entry): unknown {
  // As it is typed: YAML takes the branch scale “1” for a number, and 1 and 24 for the list 1,024.
  const checked = properties[name as PropertyName].parse(
    typeof value === 'boolean' ? String(value) : typed,
  );
  return checked instanceof Problem ? refuse(where, checked.sentence) : checked;
}

const readViewValue = (entry: Entry): View[keyof View] => {
  const name = entry.name as keyof typeof viewValues;
  if (name === 'both') return flagOf(entry);
  return viewValueOf(name, keyOf(entry, viewValues[name]));
};

const readAll = (entries: Entries, read: (entry: Entry) => unknown) =>
  Object.fromEntries([...entries.values()].map((entry) => [entry.name, read(entry)]));

/** A step's setting: what it inherits, with its own entries on top. */
export function stepSettingOf(
  inherited: StepSetting,
  experiment: Entries,
  view: Entries,
  where: Where,
): StepSetting {
  checkNames(experiment, 'property', propertyNames);
  checkNames(view, 'field of the view', viewNames);
  const setting: StepSetting = {
    experiment: { ...inherited.experiment, ...readAll(experiment, propertyOf) },
    view: { ...inherited.view, ...readAll(view, readViewValue) },
  };
  const together = experimentWith(defaultExperiment, setting.experiment);
  if (together instanceof Problem) refuse({ ...where, field: 'experiment' }, together.sentence);
  const { quantity = defaultView.quantity } = setting.view;
  if (isGradient(quantity) && !together.backward)
    refuse(
      { ...where, field: 'view.quantity' },
      `${quantity} needs “backward: true” in the experiment.`,
    );
  return setting;
}
