/** The numbers in a lesson's text that follow the run: looked up by name as they are now. */

import { layerName, readable } from '../model/format';
import { type Quantity, quantities } from '../model/histogram';
import { type PropertyName, properties, propertyNames } from '../model/properties';
import type { Property } from '../model/property';
import { inFlow } from '../model/report';
import { quantityWords } from '../model/view';
import type { LectureState } from './host';
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

/** A layer by number, the network's last one, or the newest one that is shown. */
export type LayerAddress = number | 'last' | 'shown';

export type LiveName =
  | { readonly kind: 'property'; readonly property: PropertyName }
  | { readonly kind: 'figure'; readonly value: string }
  | {
      readonly kind: 'row';
      readonly row: string;
      readonly layer: LayerAddress | undefined;
      readonly quantity: Quantity | undefined;
    };

const isQuantity = (word: string | undefined): word is Quantity =>
  quantities.includes(word as Quantity);
const isLayer = (word: string | undefined) => word !== undefined && /^(\d+|last|shown)$/.test(word);
const isProperty = (name: string): name is PropertyName =>
  propertyNames.includes(name as PropertyName);

const FIGURE = /^figure\.(.+)$/;

/** What a name means, or undefined if it means nothing. */
export function readLiveName(name: string): LiveName | undefined {
  const figure = FIGURE.exec(name)?.[1];
  if (figure) return { kind: 'figure', value: figure };
  if (isProperty(name)) return { kind: 'property', property: name };
  const words = name.split(/\s+/);
  const quantity = isQuantity(words.at(-1)) ? (words.pop() as Quantity) : undefined;
  const place = isLayer(words.at(-1)) ? words.pop() : undefined;
  const layer = (/^\d/.test(place ?? '') ? Number(place) : place) as LayerAddress | undefined;
  const key = words.join(' ');
  const row = rowOf(key);
  if (!row || (quantity && row.quantities.length === 0)) return undefined;
  if (row.layer === (layer === undefined ? 'always' : 'never')) return undefined;
  return { kind: 'row', row: key, layer, quantity };
}

const layerInWords = (layer: LayerAddress) =>
  typeof layer === 'number'
    ? layerName(layer)
    : { last: 'last layer', shown: 'layer shown' }[layer];

/** What a live value is, for people: “variance, layer 27, pre-activation”. */
export function liveNameInWords(name: string): string {
  const read = readLiveName(name);
  if (read?.kind === 'property') return properties[read.property].label;
  if (read?.kind === 'figure') return `${read.value.replaceAll('_', ' ')}, in the figure`;
  if (!read) return name;
  const { layer, quantity } = read;
  return [
    rowOf(read.row)!.says,
    layer === undefined ? undefined : layerInWords(layer),
    quantity && quantityWords[quantity].caption,
  ]
    .filter(Boolean)
    .join(', ');
}
