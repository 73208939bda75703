/**
 * What YAML takes apart at a comma: “{ std: 0,5 }” is a map with an entry 5 to it, and “[1,024]” a
 * list of 1 and 24. Here it is as it was written, so that whoever reads the number can say what is
 * wrong with it.
 */
import { isNode, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';

type Value = Node | null;

export interface Item {
  readonly key: Value;
  /** What YAML has made of it, or a number with its comma as it is written. */
  readonly value: Value | string;
}

const DIGITS = /^\d+$/;
const isPlain = (node: unknown): node is Scalar => isScalar(node) && node.type === 'PLAIN';

/** Digits without a value, which no field is called: what is behind a number's comma. */
const isRest = ({ key, value }: Pair): boolean =>
  isPlain(key) && DIGITS.test(key.source ?? '') && !value;

// A node that the file leaves out has no range.
const startOf = (node: unknown) => (isNode(node) ? node.range?.[0] : undefined) ?? 0;
const endOf = (node: unknown) => (isNode(node) ? node.range?.[1] : undefined) ?? 0;

/** A value as one would type it: a list without its brackets, its commas as they are. */
export function typedOf(node: unknown, source: string): string {
  if (isScalar(node)) return node.source ?? String(node.value);
  if (!isSeq(node)) return source.slice(startOf(node), endOf(node));
  const parts = node.items.map((item, i) => {
    const touches = source.slice(endOf(node.items[i - 1]), startOf(item)) === ',';
    return `${i === 0 ? '' : touches ? ',' : ', '}${typedOf(item, source)}`;
  });
  return parts.join('');
}

/** The entries of a map, numbers with a comma in one piece. */
export function itemsOf({ items: pairs, flow }: YAMLMap<Value, Value>, source: string): Item[] {
  const items: Item[] = [];
  let end = 0;
  for (const pair of pairs) {
    const { key, value } = pair;
    const last = items.at(-1);
    if (flow && last && isRest(pair) && (isPlain(last.value) || typeof last.value === 'string')) {
      const before = typeof last.value === 'string' ? last.value : typedOf(last.value, source);
      items[items.length - 1] = { ...last, value: before + source.slice(end, endOf(key)) };
      end = endOf(key);
    } else {
      items.push({ key, value });
      end = value ? endOf(value) : endOf(key);
    }
  }
  return items;
}

/** Two entries of one name, but for rests of numbers, which may well be alike. */
export const isTwice = (a: unknown, b: unknown): boolean =>
  isScalar(a) && isScalar(b) && a.value === b.value && !DIGITS.test(a.source ?? '');
