/** One block of a file as a step. */
import { defaultExperiment, type Experiment, experimentWith } from '../../model/experiment';
import { defaultView } from '../../model/view';
import { figureRows } from '../figures/rows';
import type { StepSetting } from '../host';
import type { Step } from '../lesson';
import type { Block } from './blocks';
import { type Entries, type Entry, innerOf } from './entries';
import { figureSettingOf } from './figure-setting';
import { questionOf } from './question';
import { stepSettingOf } from './step-setting';
import { flagOf, numberOf } from './values';
import { checkedText } from './written';

const NONE: Entries = new Map();

const inside = (entry: Entry | undefined) => (entry ? innerOf(entry) : NONE);

/** The step that a block describes, with what its chapter says already. */
export function stepOf(block: Block, entries: Entries, inherited: StepSetting): Step {
  const where = { file: block.file, line: block.line };
  const read = <T>(name: string, reader: (entry: Entry) => T): T | undefined => {
    const entry = entries.get(name);
    return entry && reader(entry);
  };
  const { experiment, view } = stepSettingOf(
    inherited,
    inside(entries.get('experiment')),
    inside(entries.get('view')),
    where,
  );
  const figure = read('figure', figureSettingOf);
  const whole = experimentWith(defaultExperiment, experiment) as Experiment;
  const source = {
    experiment: whole,
    shown: view.quantity ?? defaultView.quantity,
    figure: figure && figureRows[figure.name].values,
  };
  return {
    text: checkedText(block.text, where, source),
    notes: checkedText(block.notes, where, source),
    experiment,
    view,
    figure,
    question: read('question', (entry) => questionOf(entry, source)),
    layer: read('layer', (entry) => numberOf(entry, [0, whole.depth], true)),
    play: read('play', flagOf) ?? false,
  };
}
