/** A bar in a terminal's last line; nothing where errors go to a file or a pipe. */
import type { WriteStream } from 'node:tty';

const [WIDTH, FULL, EMPTY] = [24, '█', '░'];
/** Takes what stands in the line away. */
const CLEAR = '\r\u001b[K';

export interface Progress {
  /** `share` of all is done, from 0 to 1, and `words` say what comes next. */
  show(share: number, words: string): void;
  end(): void;
}

export function createProgress(stream: Pick<WriteStream, 'write' | 'columns' | 'isTTY'>): Progress {
  if (!stream.isTTY) return { show() {}, end() {} };
  return {
    show(share, words) {
      const full = Math.round(share * WIDTH);
      const line = `${FULL.repeat(full)}${EMPTY.repeat(WIDTH - full)} ${Math.floor(share * 100)} % ${words}`;
      stream.write(`${CLEAR}${line.slice(0, (stream.columns || 80) - 1)}`);
    },
    end: () => stream.write(CLEAR),
  };
}
