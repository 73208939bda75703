/** Pieces of Python that every framework's script has. */
import { type Quantity, quantities } from '../../model/histogram';
import type { LayerReport } from '../../model/report';

/** Longest line of a script, as Black has it. */
const WIDEST = 88;

/** A number as Python reads it, to the last bit: `0.02`, `1e-5`. */
export const num = (x: number) => (x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential() : String(x));

/** A text as Python reads it. */
export const text = (x: string) => (/['\\]/.test(x) ? JSON.stringify(x) : `'${x}'`);

/** Lines of a script; what is left out is `false` or undefined. */
export const lines = (...all: (string | false | undefined)[]) =>
  all.filter((line) => line !== false && line !== undefined).join('\n');

/** Paragraphs with as many empty lines between as Python's style wants. */
export const paragraphs = (between: 1 | 2, ...all: (string | false | undefined)[]) =>
  all.filter(Boolean).join('\n'.repeat(between + 1));

/** Lines behind another indentation. */
export const indented = (text: string, by = 4) => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** Sentences in lines that are not too long. */
export function wrapped(text: string, widest = WIDEST): string[] {
  const rows = [''];
  for (const word of text.split(' ')) {
    if (rows.at(-1)!.length + 1 + word.length > widest) rows.push('');
    rows[rows.length - 1] += `${rows.at(-1) ? ' ' : ''}${word}`;
  }
  return rows;
}

/** The indentation that comments are likely to have, and their mark. */
const BEFORE_COMMENT = 6;

/** A sentence as comment lines. */
export const comment = (text: string) =>
  wrapped(text, WIDEST - BEFORE_COMMENT)
    .map((row) => `# ${row}`)
    .join('\n');

/** Equal neighbours as one, with how many there are. */
function runs<T>(values: readonly T[]) {
  const all: { value: T; count: number }[] = [];
  for (const value of values) {
    const last = all.at(-1);
    if (last?.value === value) last.count++;
    else all.push({ value, count: 1 });
  }
  return all;
}

/** From so many on, equal neighbours are written as `[x] * count`. */
const WORTH = 4;

/** A list as a person writes it, `[784, 512] + [64] * 48`, over several lines where it is long. */
export function list(values: readonly string[]): string {
  const parts: string[] = [];
  let single: string[] = [];
  const flush = () => {
    if (single.length > 0) parts.push(bracketed(single));
    single = [];
  };
  for (const { value, count } of runs(values))
    if (count < WORTH) single.push(...Array<string>(count).fill(value));
    else {
      flush();
      parts.push(`[${value}] * ${count}`);
    }
  flush();
  return parts.join(' + ');
}

/** `[1, 2]`, or its items on lines of their own. */
function bracketed(items: readonly string[]): string {
  const line = items.join(', ');
  if (line.length < WIDEST - 20) return `[${line}]`;
  return `[\n${indented(wrapped(`${line},`, WIDEST - 8).join('\n'))}\n]`;
}

/** What a script calls its quantities: PyTorch's way of naming them. The weights are not printed. */
const names = {
  pre: 'pre',
  post: 'post',
  weight: undefined,
  gradPre: 'grad_pre',
  gradPost: 'grad_post',
  gradWeight: 'grad_weight',
} as const satisfies Record<Quantity, string | undefined>;

/** Digits of a variance that a script is given. */
const DIGITS = 5;

/** The variances that were measured, by quantity and layer: None where there is no report. */
export function measured(
  reports: readonly LayerReport[],
  { depth, seed, backward }: { depth: number; seed: number; backward: boolean },
): string {
  const rows = quantities.flatMap((quantity) => {
    const name = names[quantity];
    if (!name || (!backward && quantity.startsWith('grad'))) return [];
    const values = Array<string>(depth + 1).fill('None');
    for (const report of reports) {
      const variance = report[quantity]?.variance;
      if (variance !== undefined)
        values[report.layer] = Number.isNaN(variance)
          ? 'nan'
          : num(Number(variance.toPrecision(DIGITS)));
    }
    return [`'${name}': ${list(values)},`];
  });
  const text = rows.join('\n');
  return lines(
    text.includes('nan') && "nan = float('nan')  # no finite number in the layer",
    comment(
      reports.length > 0
        ? `Variances that Initscope measured with seed ${seed}, from the input, layer 0, on`
        : 'Variances that Initscope measured: none, since it had not run',
    ),
    `measured = {\n${indented(text)}\n}`,
  );
}

/** Prints a layer a line; needs `widths`, `found`, `measured` and `variance`. */
export const printing = (backward: boolean) => `def table(*names):
    print('layer', *(f'{name:>11} {"Initscope":>11}' for name in names))
    for i in range(len(widths)):
        pairs = [(variance(found[name][i]), measured[name][i]) for name in names]
        cells = [cell for pair in pairs for cell in pair]
        print(f'{i:5}', *(' ' * 11 if cell is None else f'{cell:11.4e}' for cell in cells))


table('pre', 'post')${backward ? "\ntable('grad_pre', 'grad_post', 'grad_weight')" : ''}`;
