/** Checks a Markdown text before anyone sees it: its formulas, links and live values. */
import type { Experiment } from '../../model/experiment';
import { isGradient, type Quantity } from '../../model/histogram';
import { lastTime } from '../../model/playback';
import { propertyNames } from '../../model/properties';
import { type LiveName, readLiveName } from '../live-name';
import { liveRows } from '../live-rows';
import type { Part } from './blocks';
import { toHtml } from './markdown';
import { refuse, type Where } from './mistake';

/** What a text's live values are read from. */
export interface Source {
  readonly experiment: Experiment;
  /** The weights are measured where they are what is shown. */
  readonly shown: Quantity;
  /** Names of the values that the step's figure has, if there is one. */
  readonly figure: readonly string[] | undefined;
}

/** Why a live value would never have one, if so. */
function neverThere(read: LiveName, { experiment, shown, figure }: Source): string | undefined {
  if (read.kind === 'figure') {
    if (!figure) return 'the step has no figure';
    return figure.includes(read.value) ? undefined : `the figure has ${figure.join(', ')}`;
  }
  if (read.kind !== 'row') return undefined;
  const { layer, quantity = 'post' } = read;
  const { depth, backward } = experiment;
  if (typeof layer === 'number' && layer > depth) return `the last layer is ${depth}`;
  if (layer === 0 && lastTime(depth, quantity) < depth) return `the input has no ${quantity}`;
  if (isGradient(quantity) && !backward) return 'gradients need “backward: true” in the experiment';
  if (quantity === 'weight' && shown !== quantity)
    return 'weights are measured where the view says “quantity: weight”';
  return undefined;
}

/** The text, or the first thing that is wrong with it, in the line where it stands. */
export function checkedText({ text, line }: Part, where: Where, source: Source): string {
  const lineOf = (written: string) => {
    const before = text.slice(0, Math.max(0, text.indexOf(written)));
    return { ...where, line: line + before.split('\n').length - 1 };
  };
  const { live, faults } = toHtml(text);
  const [fault] = faults;
  if (fault) refuse(lineOf(fault.source), fault.sentence);
  for (const { name, source: written } of live) {
    const read = readLiveName(name);
    if (!read) {
      const names = [...Object.keys(liveRows), ...propertyNames].join(', ');
      refuse(
        lineOf(written),
        `{{${name}}} is no live value; there are ${names}, and figure. with a name of the figure’s. Some want a layer behind them: “variance 27”.`,
      );
    }
    const reason = neverThere(read, source);
    if (reason) refuse(lineOf(written), `{{${name}}} never has a value: ${reason}.`);
  }
  return text.trim();
}
