/** What `npm run bench` and `npm run bench:browser` may be asked for. */
import { parseArgs } from 'node:util';

/** Those that always run, and one that runs where it ends within a minute. */
const SHAPES = ['64x256x10', '256x784x4', '1024x1024x4', '256x784x50'];
const MOST = { batch: 1024, width: 2048, depth: 200 };

/**
 * A file for the result, and shapes.
 * @param {string[]} args
 * @returns {{ json?: string, shapes: { batch: number, width: number, depth: number, optional: boolean }[] }}
 * @throws {Error} in one sentence, for what cannot be measured.
 */
export function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'string' }, shape: { type: 'string', multiple: true } },
  });
  const shapes = (values.shape ?? SHAPES).map((text) => {
    const numbers = /^(\d+)x(\d+)x(\d+)$/i.exec(text)?.slice(1).map(Number);
    const most = Object.values(MOST);
    if (!numbers || numbers.some((number, i) => number < 1 || number > most[i]))
      throw new Error(
        `--shape ${text}: BATCHxWIDTHxDEPTH is wanted, at most ${most.join('x')}, as in 256x784x4.`,
      );
    const [batch, width, depth] = numbers;
    return { batch, width, depth, optional: !values.shape && text === SHAPES.at(-1) };
  });
  return { json: values.json, shapes };
}
