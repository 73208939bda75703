/** What a step sets, and whether a hand has changed it since. */
import type { Experiment } from '../model/experiment';
import { isSame } from '../model/experiment';
import type { View } from '../model/view';
import type { LectureState } from './host';

export interface PageSetting {
  readonly experiment: Experiment;
  readonly view: View;
}

export const isAt = (setting: PageSetting, { experiment, view }: LectureState): boolean =>
  isSame(setting.experiment, experiment) &&
  (Object.keys(setting.view) as (keyof View)[]).every((name) => setting.view[name] === view[name]);
