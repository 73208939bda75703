/** The browser's storage. Where it refuses it, or it is full, nothing is kept. */

type Kind = 'sessionStorage' | 'localStorage';

function read(kind: Kind, name: string): string | undefined {
  try {
    return globalThis[kind].getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(kind: Kind, name: string, text: string | undefined): void {
  try {
    if (text === undefined) globalThis[kind].removeItem(name);
    else globalThis[kind].setItem(name, text);
  } catch {
    // Without storage, a reload starts from the beginning.
  }
}

/** What is kept under a name until the window is closed; undefined if nothing is. */
export const stored = (name: string) => read('sessionStorage', name);

/** Keeps a text under a name until the window is closed; undefined forgets it. */
export const store = (name: string, text: string | undefined) =>
  write('sessionStorage', name, text);

/** What an earlier visit has kept under a name; undefined if nothing is. */
export const remembered = (name: string) => read('localStorage', name);

/** Keeps a text under a name for later visits too. */
export const remember = (name: string, text: string) => write('localStorage', name, text);
