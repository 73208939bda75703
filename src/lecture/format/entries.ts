/** A block's YAML as entries that know how and where they are written. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { clipped } from '../../model/property';
import { type Part, refuse, refuseName, type Where } from './blocks';
import { isTwice, itemsOf, typedOf } from './commas';

/** A value as it is written, and as YAML reads it. */
export interface Written {
  /** A scalar as YAML reads it: a number, true or false, null or a text; undefined for other nodes. */
  readonly value: unknown;
  /** A scalar as it is written, whatever YAML makes of it, and without quotation marks. */
  readonly text: string | undefined;
  /** As one would type it: a list without its brackets, commas as they are. */
  readonly typed: string;
  /** As sentences name it. */
  readonly said: string;
  /** What is in it, where it is a list. */
  readonly list: readonly Written[] | undefined;
}

export interface Entry extends Written {
  readonly name: string;
  readonly where: Where;
  /** What is in it, where it is a map of names and values. */
  readonly inner: Entries | undefined;
}

export type Entries = ReadonlyMap<string, Entry>;

/** Added to an error where YAML’s punctuation may have been meant as text. */
export const QUOTE_IT = 'A text with YAML’s own punctuation in it needs quotation marks.';

/** The fields of a block. */
export function entriesOf({ text, line }: Part, file: string): Entries {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: isTwice,
  });
  const lineAt = (offset: number) => line + lineCounter.linePos(offset).line - 1;

  /** A node, or nothing where YAML has a name alone. */
  function written(node: Node | null): Written {
    const [from = 0, to = 0] = node?.range ?? [];
    const source = clipped(text.slice(from, to));
    const typed = typedOf(node, text);
    const list = isSeq<Node | null>(node) ? node.items.map(written) : undefined;
    if (node && !isScalar(node))
      return { value: undefined, text: undefined, typed, said: source, list };
    const value = node?.value ?? null;
    const plain = node?.source ?? '';
    const said = typeof value === 'string' || plain === '' ? `“${clipped(plain)}”` : source;
    return { value, text: plain, typed, said, list };
  }

  /** A number that YAML has taken apart at its comma, in one piece. */
  const joined = (typed: string): Written => ({
    value: typed,
    text: typed,
    typed,
    said: `“${typed}”`,
    list: undefined,
  });

  /** The entries of a map. */
  function entriesIn(node: Node | null, outer: Where): Entries | undefined {
    if (!isMap<Node | null, Node | null>(node)) return undefined;
    const entries = itemsOf(node, text).map(({ key, value }): [string, Entry] => {
      const { text: scalar, said } = written(key);
      const name = scalar ?? said;
      const field = outer.field ? `${outer.field}.${name}` : name;
      const where = { file, line: lineAt((key ?? node).range![0]), field };
      if (typeof value === 'string')
        return [name, { ...joined(value), name, where, inner: undefined }];
      return [name, { ...written(value), name, where, inner: entriesIn(value, where) }];
    });
    return new Map(entries);
  }

  // An alias can stand for any amount of text, and a lesson has no need of it.
  visit(document, {
    Alias: (_, { source, range }) =>
      refuse(
        { file, line: lineAt(range![0]) },
        `“*${source}” is an alias: write the value out. ${QUOTE_IT}`,
      ),
  });
  const [error] = document.errors;
  if (error) {
    const hint = error.code === 'DUPLICATE_KEY' ? '' : ` ${QUOTE_IT}`;
    const sentence = `This is not readable YAML: ${error.message}.${hint}`;
    refuse({ file, line: lineAt(error.pos[0]) }, sentence);
  }
  const { contents } = document;
  if (contents === null) return new Map();
  return (
    entriesIn(contents, { file, line }) ??
    refuse({ file, line }, 'Between the dashes there are fields, as in “layer: 27”.')
  );
}

/** The entries of a field that is a map. */
export function innerOf({ said, where, inner }: Entry): Entries {
  return inner ?? refuse(where, `${said} is not a map, as in “{ name: value }”.`);
}

/** Refuses entries with unknown names. */
export function checkNames(entries: Entries, noun: string, names: readonly string[]) {
  for (const { name, where } of entries.values())
    if (!names.includes(name)) refuseName(where, noun, name, names);
}
