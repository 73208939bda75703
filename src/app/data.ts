/** One's own data, dropped or chosen, become the network's input. */
import { dataInWords, readDataName } from '../model/data';
import { withData } from '../model/own-input';
import { Problem } from '../model/problem';
import type { Opener } from './files';
import type { Store } from './store';

interface Opens {
  readonly store: Store;
  /** Says something for a moment. */
  say(text: string): void;
  /** Says what is wrong with a file, until it is closed. */
  refused(problems: readonly string[]): void;
}

/** Files above this size take a moment, which is told. */
const LARGE = 4 * 2 ** 20;

/** Opens files of samples; what was there stays where one cannot be opened. */
export function openData(alive: AbortSignal, { store, say, refused }: Opens): Opener {
  const { page, set } = store;
  let newest = 0;

  async function open(file: File): Promise<void> {
    const ticket = ++newest;
    const { controls } = page.peek();
    if (controls && !controls.includes('data'))
      return refused(['This page’s link does not let data be changed.']);
    if (file.size > LARGE) say(`Reading ${file.name}…`);
    const { readData } = await import('../data/read');
    const opened = await readData(file);
    // Another one has been opened meanwhile.
    if (alive.aborted || ticket !== newest) return;
    if (opened instanceof Problem) return refused([opened.sentence]);
    const { data, inFile } = opened;
    const { a } = page.peek();
    const changes = withData(data, a);
    // A batch of all samples may not fit where one of fewer does.
    const problem = set({ a: changes }) && set({ a: { ...changes, batch: a.batch } });
    if (problem) return refused([`${file.name} was not opened. ${problem.sentence}`]);
    const { samples } = readDataName(data.name)!;
    refused(
      inFile > samples
        ? [
            `${file.name} has ${inFile} samples: the first ${samples}, a batch at most, are the input.`,
          ]
        : [],
    );
    say(`The input is ${dataInWords(data.name)}.`);
  }

  return {
    endings: ['.csv', '.npy'],
    open(file) {
      open(file).catch((error) => {
        if (!alive.aborted) refused([`${file.name} was not opened. ${(error as Error).message}`]);
      });
    },
  };
}
