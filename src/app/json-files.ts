/** JSON files that are dropped on a lab: each kind of them has one who opens it. */
import { Problem } from '../model/problem';
import type { Opener } from './files';

export interface JsonOpener {
  /** What a file says that it is, as its “kind”. */
  readonly kinds: readonly string[];
  /** Returns what is wrong with the content of a file of this name, if something is. */
  open(content: unknown, name: string): Promise<Problem | undefined>;
}

const kindOf = (content: unknown): unknown =>
  typeof content === 'object' && content !== null && 'kind' in content ? content.kind : undefined;

async function openFile(file: File, openers: readonly JsonOpener[]): Promise<Problem | undefined> {
  try {
    const content: unknown = JSON.parse(await file.text());
    const kind = kindOf(content);
    const opener = openers.find(({ kinds }) => kinds.some((one) => one === kind));
    if (opener) return await opener.open(content, file.name);
    const known = openers.flatMap(({ kinds }) => kinds).map((one) => `“${one}”`);
    return new Problem(
      `${file.name} has none of the kinds that can be opened: ${known.join(', ')}.`,
    );
  } catch (error) {
    return new Problem(`${file.name} could not be opened: ${(error as Error).message}`);
  }
}

/** Opens what is dropped; `refused` hears what is wrong with it, or that nothing is. */
export const openJson = (
  openers: readonly JsonOpener[],
  refused: (sentences: readonly string[]) => void,
): Opener => ({
  endings: ['.json'],
  async open(file) {
    const problem = await openFile(file, openers);
    refused(problem ? [problem.sentence] : []);
  },
});
