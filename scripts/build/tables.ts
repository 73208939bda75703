/** What Python has to know of the tables, to say what is wrong where it is written. */
import { figures } from '../../src/model/figures';
import { quantities } from '../../src/model/histogram';
import { properties, propertyNames } from '../../src/model/properties';
import type { Property } from '../../src/model/property';
import { defaultView, viewNames, viewValueOf, viewValues } from '../../src/model/view';

/** A property as Python checks it. */
function propertyRow(name: keyof typeof properties) {
  const { label, allowed, control, default: first } = properties[name] as Property<unknown>;
  const isList = Array.isArray(first);
  const kind = { slider: 'number', number: 'number', choice: 'choice', flag: 'flag', text: 'text' }[
    control.kind
  ];
  return { label, allowed, default: first, ...control, kind: isList ? 'list' : kind };
}

/** The tables, by the names that Python uses too. */
export const tables = {
  properties: Object.fromEntries(propertyNames.map((name) => [name, propertyRow(name)])),
  view: Object.fromEntries(
    viewNames.map((name) => [
      name,
      {
        default: defaultView[name],
        options: Object.keys(viewValues[name]).map((key) => viewValueOf(name, key)),
      },
    ]),
  ),
  quantities,
  figures: Object.fromEntries(
    Object.entries(figures).map(([key, { name, words }]) => [key, { name, words }]),
  ),
};
