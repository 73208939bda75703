/** Session storage. Where the browser refuses it, or it is full, nothing is kept. */

/** What is kept under a name; undefined if nothing is. */
export function stored(name: string): string | undefined {
  try {
    return sessionStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text under a name until the window is closed; undefined forgets it. */
export function store(name: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // Without storage, a reload starts from the beginning.
  }
}
