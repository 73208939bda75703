/** The numbers in a lesson's text that follow the run: looked up by name as they are now. */

import { inFlow } from '../model/flow';
import { readable } from '../model/format';
import { properties } from '../model/properties';
import type { Property } from '../model/property';
import type { LectureState } from './host';
import { type LayerAddress, readLiveName } from './live-name';
import { rowOf } from './live-rows';

/** A live value's text; undefined while there is none. */
export type Values = (name: string) => string | undefined;

/** Whether a name means anything; a figure's names are its own affair. */
export const isLiveName = (name: string): boolean => readLiveName(name) !== undefined;

/** The quantity of names that give none: what the next layer receives. */
export const USUAL = 'post';
/** The layer of names that give none. */
export const FIRST = 1;

const text = (value: number | string | undefined) =>
  typeof value === 'number' ? readable(value) : value;

/** Reads live values off the page's state and the step's figure. */
export function liveValues(
  { experiment, reports }: LectureState,
  figure: Readonly<Record<string, number>>,
): Values {
  return (name) => {
    const read = readLiveName(name);
    if (!read) return undefined;
    if (read.kind === 'figure')
      return text(Object.hasOwn(figure, read.value) ? figure[read.value] : undefined);
    if (read.kind === 'property')
      return (properties[read.property] as Property<unknown>).format(experiment[read.property]);
    const quantity = read.quantity ?? USUAL;
    const numbers: Record<Exclude<LayerAddress, number>, number | undefined> = {
      last: experiment.depth,
      shown: inFlow(reports, quantity).at(-1)?.layer,
    };
    const layer = typeof read.layer === 'string' ? numbers[read.layer] : (read.layer ?? FIRST);
    if (layer === undefined) return undefined;
    return text(rowOf(read.row)!.value({ experiment, reports, layer, quantity }));
  };
}
