/** A block's YAML as entries that know where they are written. */
import { isMap, isScalar, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import { quoted } from '../../model/property';
import type { Part } from './blocks';
import { refuse, refuseName, type Where } from './mistake';

export interface Entry {
  readonly name: string;
  readonly value: unknown;
  readonly where: Where;
  /** What is in it, where it is a map of names and values. */
  readonly inner: Entries | undefined;
}

export type Entries = ReadonlyMap<string, Entry>;

/** The entries of a map inside a file. */
function entriesIn(map: YAMLMap, lineAt: (offset: number) => number, outer: Where): Entries {
  const entries = map.items.map(({ key, value }): [string, Entry] => {
    const name = isScalar(key) ? String(key.value) : String(key);
    const offset = isScalar(key) ? key.range![0] : map.range![0];
    const field = outer.field ? `${outer.field}.${name}` : name;
    const where = { file: outer.file, line: lineAt(offset), field };
    const inner = isMap(value) ? entriesIn(value, lineAt, where) : undefined;
    return [name, { name, value: plain(value), where, inner }];
  });
  return new Map(entries);
}

const plain = (node: unknown): unknown =>
  node === null ? null : (node as { toJSON(): unknown }).toJSON();

/** The fields of a block. */
export function entriesOf({ text, line }: Part, file: string): Entries {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number) => line + lineCounter.linePos(offset).line - 1;
  const [error] = document.errors;
  if (error)
    refuse({ file, line: lineAt(error.pos[0]) }, `This is not readable YAML: ${error.message}.`);
  // An alias can stand for any amount of text, and a lesson has no need of it.
  visit(document, {
    Alias: (_, { source, range }) =>
      refuse({ file, line: lineAt(range![0]) }, `“*${source}” is an alias: write the value out.`),
  });
  const { contents } = document;
  if (contents === null) return new Map();
  if (!isMap(contents))
    refuse({ file, line }, 'Between the dashes there are fields, as in “layer: 27”.');
  return entriesIn(contents, lineAt, { file, line });
}

/** The entries of a field that is a map. */
export function innerOf({ value, where, inner }: Entry): Entries {
  return inner ?? refuse(where, `${quoted(value)} is not a map, as in “{ name: value }”.`);
}

/** Refuses entries that nothing knows. */
export function checkNames(entries: Entries, noun: string, names: readonly string[]) {
  for (const { name, where } of entries.values())
    if (!names.includes(name)) refuseName(where, noun, name, names);
}
