/** The experiment that `npm run measure` is given: a file, a link, or a link's text. */
import { readFileSync } from 'node:fs';
import { kinds } from '../../src/export/kinds';
import { settingsIn } from '../../src/export/open-json';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { Problem } from '../../src/model/problem';
import { defaultView, type View } from '../../src/model/view';
import type { Change } from '../../src/state/change';
import { parsePage } from '../../src/state/link';

export interface Given {
  readonly experiment: Experiment;
  /** A page says which quantity is looked at, on which axis, and how many seeds. */
  readonly view: View;
  /** What of a page is not measured, in words. */
  readonly remark?: string;
}

/** Whether it fits is a matter of what computes it. */
const UNLIMITED = { buffer: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY };

/** What is measured of all that a page shows. */
function ofPage({ a, view, b, pins = [] }: Change, source: string): Given {
  const rest = [b && 'B', pins.length > 0 && 'the pinned runs'].filter(Boolean);
  return {
    experiment: a as Experiment,
    view: { ...defaultView, ...view },
    ...(rest.length > 0 && {
      remark: `Only A is measured: ${rest.join(' and ')} of ${source} stay out.`,
    }),
  };
}

/** What a link does not say is as on a GPU, whatever computes here: one text, one experiment. */
function fromLink(text: string): Given | Problem {
  const { page, problems } = parsePage(text, defaultExperiment, UNLIMITED);
  if (problems.length > 0) return new Problem(problems.join(' '));
  return ofPage(page, 'the link');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fromFile(path: string): Given | Problem {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return new Problem(`${path} cannot be read: ${(error as Error).message}`);
  }
  if (isObject(content) && content.kind === kinds.page) {
    const settings = settingsIn(content);
    return settings instanceof Problem
      ? new Problem(`${path}: ${settings.sentence}`)
      : ofPage(settings, path);
  }
  const values = isObject(content) && 'experiment' in content ? content.experiment : content;
  if (!isObject(values))
    return new Problem(
      `${path} is no experiment: an object of properties is wanted, or one under “experiment”.`,
    );
  const experiment = experimentWith(defaultExperiment, values);
  return experiment instanceof Problem
    ? new Problem(`${path}: ${experiment.sentence}`)
    : { experiment, view: defaultView };
}

/** What is given, or the first thing that is wrong with it. */
export function givenBy(text: string): Given | Problem {
  const hash = text.indexOf('#');
  if (/^(https?|file):/i.test(text) || hash === 0)
    return fromLink(hash < 0 ? '' : text.slice(hash + 1));
  const isText = text.includes('=') && !/\.json$/i.test(text);
  return isText ? fromLink(text) : fromFile(text);
}
