/** A Jupyter kernel and its wire: python/tests/kernel.py. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const script = join(import.meta.dirname, '../../python/tests/kernel.py');

/** What code has printed, and what it has raised, in one line. */
export interface Outcome {
  readonly text: string;
  readonly error?: string;
}
type Data = Readonly<Record<string, unknown>>;

/** Starts a kernel; `hear` is told of the widgets that it opens and what it says to them. */
export async function startKernel(hear: (comm: string, data: Data, isNew: boolean) => void) {
  const kernel = spawn(process.env.PYTHON ?? 'python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: ((outcome: Outcome) => void)[] = [];
  await new Promise<void>((resolve, reject) => {
    kernel.once('exit', (code) => reject(new Error(`The kernel has ended with ${code}.`)));
    createInterface({ input: kernel.stdout }).on('line', (line) => {
      const said = JSON.parse(line);
      if (said.ready) resolve();
      else if (said.done) waiting.shift()?.(said.done);
      else hear(said.open ?? said.comm, said.data, said.open !== undefined);
    });
  });
  const tell = (command: object) => kernel.stdin.write(`${JSON.stringify(command)}\n`);
  return {
    /** Runs a cell. */
    run: (code: string) =>
      new Promise<Outcome>((resolve) => {
        waiting.push(resolve);
        tell({ run: code });
      }),
    tell: (comm: string, data: Data) => tell({ comm, data }),
    async stop() {
      kernel.stdin.end();
      await once(kernel, 'exit');
    },
  };
}
