/** Opens a file of samples; loaded when one is opened. */
import { type Data, holdData } from '../model/data';
import { readableBytes } from '../model/memory';
import { Problem } from '../model/problem';
import { MAX_BATCH, MAX_WIDTH } from '../model/properties';
import { readCsv } from './csv';
import { readNpy } from './npy';
import type { Table } from './table';

/** The largest matrix that a network takes, as numpy.savetxt writes it: 25 characters a number, 100 MiB. */
export const MAX_BYTES = MAX_BATCH * MAX_WIDTH * 25;

type Source = Pick<File, 'name' | 'size' | 'text' | 'arrayBuffer'>;

const kinds: Readonly<Record<string, (file: Source) => Promise<Table | Problem>>> = {
  '.csv': async (file) => readCsv(await file.text()),
  '.npy': async (file) => readNpy(await file.arrayBuffer()),
};

export interface Opened {
  readonly data: Data;
  /** Samples that the file has; the first MAX_BATCH are taken. */
  readonly inFile: number;
}

/** Reads and holds a file's samples, or says what is wrong with it. Never rejects. */
export async function readData(file: Source): Promise<Opened | Problem> {
  const refused = (why: string) => new Problem(`${file.name} was not opened. ${why}`);
  if (file.size > MAX_BYTES)
    return refused(
      `It has ${readableBytes(file.size)}, and at most ${readableBytes(MAX_BYTES)} are read: ${MAX_BATCH} samples of ${MAX_WIDTH} features as text.`,
    );
  const kind = Object.keys(kinds).find((ending) => file.name.toLowerCase().endsWith(ending));
  if (!kind) return refused(`Its name ends with none of ${Object.keys(kinds).join(', ')}.`);
  try {
    const table = await kinds[kind]!(file);
    if (table instanceof Problem)
      return refused(table.sentence[0]!.toUpperCase() + table.sentence.slice(1));
    return { data: holdData(file.name, table.shape, table.values), inFile: table.inFile };
  } catch (error) {
    return refused(`The browser says: ${(error as Error).message}`);
  }
}
