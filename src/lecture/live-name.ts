/** Reads what a lesson's text calls a live value: “variance 27 pre”, “fan_in”, “figure.slope”. */
import { type Quantity, quantities } from '../model/histogram';
import { layerName } from '../model/layer-name';
import { type PropertyName, properties, propertyNames } from '../model/properties';
import { quantityWords } from '../model/view';
import { rowOf } from './live-rows';

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
