import type { FigureRow } from '../figures/figure';
import { figureRows } from '../figures/rows';
import type { FigureName } from '../figures/table';
import type { FigureSetting } from '../lesson';
import { refuse } from './blocks';
import { checkNames, type Entry, innerOf } from './entries';
import { flagOf, keyOf, numberOf } from './values';

/** Of every figure; the others are its own options. */
export const figureFields = ['name', 'large'] as const;

/** Which figure, how large, and what it begins with. */
export function figureSettingOf(entry: Entry): FigureSetting {
  const { name, large, ...rest } = Object.fromEntries(innerOf(entry));
  if (!name) refuse(entry.where, 'It has no “name”.');
  const figure = keyOf(name, figureRows) as FigureName;
  const rows: FigureRow['options'] = figureRows[figure].options;
  checkNames(innerOf(entry), `option of ${figure}`, [...figureFields, ...Object.keys(rows)]);
  const options = Object.entries(rest).map(([option, value]): [string, number] => {
    const { low, high } = rows[option]!;
    return [option, numberOf(value, [low, high])];
  });
  return {
    name: figure,
    options: Object.fromEntries(options),
    large: large ? flagOf(large) : false,
  };
}
