/** What a reload goes on with, as text. A newer page may read what an older one has written. */
import { themes } from '../model/colour';
import { type Experiment, formatExperiment, parseExperiment } from '../model/experiment';
import { isGradient } from '../model/histogram';
import { Problem } from '../model/problem';
import { defaultView, MAX_SCALE, MIN_SCALE, type View } from '../model/view';
import { isIndex, isRecord } from './checks';
import { viewNames, viewValues } from './format/setting';
import type { Moment } from './moment';

/** What is set, as far as the step does not say it. */
export interface Kept {
  readonly view: View;
  /** Where a hand has changed the step's setting; the view is then its own as well. */
  readonly experiment: Experiment | undefined;
  /** What the experiment is compared with, if anything. */
  readonly other: Experiment | undefined;
}

export interface Place {
  /** Any position at all: the lesson may be another one by now. */
  readonly moment: Moment;
  readonly kept: Kept;
  /** A lesson that was dropped on the page: nothing else remembers it. */
  readonly dropped: { readonly name: string; readonly text: string } | undefined;
}

const experimentText = (experiment: Experiment | undefined) =>
  experiment && Object.fromEntries(formatExperiment(experiment));

export const placeText = ({ moment, kept, dropped }: Place): string =>
  JSON.stringify({
    moment,
    kept: {
      view: kept.view,
      experiment: experimentText(kept.experiment),
      other: experimentText(kept.other),
    },
    dropped,
  });

/** Anything that was read, by name. */
type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (isRecord(value) ? value : {});

function experimentOf(value: unknown): Experiment | undefined {
  if (!isRecord(value)) return undefined;
  const texts = Object.entries(value).map(([name, text]) => [name, String(text)] as const);
  const experiment = parseExperiment(texts);
  return experiment instanceof Problem ? undefined : experiment;
}

/** A view of which every field that is not allowed is as it is at first. */
function viewOf(value: unknown): View {
  const fields = fieldsOf(value);
  const { theme, scale } = fields;
  const isScale = typeof scale === 'number' && scale >= MIN_SCALE && scale <= MAX_SCALE;
  const known = viewNames.filter(
    (name) =>
      typeof fields[name] === typeof defaultView[name] &&
      Object.hasOwn(viewValues[name], String(fields[name])),
  );
  const isTheme = typeof theme === 'string' && Object.hasOwn(themes, theme);
  return {
    ...defaultView,
    ...Object.fromEntries(known.map((name) => [name, fields[name]])),
    theme: isTheme ? (theme as View['theme']) : defaultView.theme,
    scale: isScale ? scale : defaultView.scale,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The place that a text tells, or nothing if it tells none. */
export function placeOf(text: string): Place | undefined {
  const { moment, kept, dropped } = fieldsOf(parsed(text));
  const { position, revealed, guess } = fieldsOf(moment);
  const { chapter, step } = fieldsOf(position);
  if (!isIndex(chapter) || !isIndex(step)) return undefined;
  const { view, experiment, other } = fieldsOf(kept);
  const own = experimentOf(experiment);
  const shown = viewOf(view);
  const { name, text: lesson } = fieldsOf(dropped);
  return {
    moment: {
      position: { chapter, step },
      revealed: revealed === true,
      guess: typeof guess === 'number' ? guess : undefined,
    },
    kept: {
      view: isGradient(shown.quantity) && !own?.backward ? { ...shown, quantity: 'post' } : shown,
      experiment: own,
      other: experimentOf(other),
    },
    dropped:
      typeof name === 'string' && typeof lesson === 'string' ? { name, text: lesson } : undefined,
  };
}
