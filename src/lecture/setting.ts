/** What a step sets, and whether a hand has changed it since. */
import type { Experiment } from '../model/experiment';
import { isSame } from '../model/experiment';
import type { View } from '../model/view';
import type { LectureState } from './host';

/** Theme and scale are the hall's: no step sets them. */
type OwnView = Omit<View, 'theme' | 'scale'>;

const own = ({ theme, scale, ...view }: View): OwnView => view;

export interface Setting {
  readonly experiment: Experiment;
  readonly view: OwnView;
}

export const settingOf = ({ experiment, view }: LectureState): Setting => ({
  experiment,
  view: own(view),
});

export const isAt = (setting: Setting, { experiment, view }: LectureState): boolean =>
  isSame(setting.experiment, experiment) &&
  (Object.keys(setting.view) as (keyof OwnView)[]).every(
    (name) => setting.view[name] === view[name],
  );
