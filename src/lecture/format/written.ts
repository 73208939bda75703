/** Checks a Markdown text before anyone sees it: its formulas, links and live values. */
import { propertyNames } from '../../model/properties';
import { readLiveName } from '../live';
import { liveRows } from '../live-rows';
import { type Part, refuse, type Where } from './blocks';
import { toHtml } from './markdown';
import { neverThere, type Source } from './never-there';

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
        `{{${name}}} is not a live value; there are ${names}, and “figure.” with one of the figure’s values. Some need a layer: “variance 27”.`,
      );
    }
    const reason = neverThere(read, source);
    if (reason) refuse(lineOf(written), `{{${name}}} never has a value: ${reason}.`);
  }
  return text.trim();
}
