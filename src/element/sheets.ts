/** Style sheets of a bundle that has none of its own: each module hands its sheet in when it is loaded. */

const sheets: CSSStyleSheet[] = [];
const roots = new Set<ShadowRoot>();

/** A sheet for every lab that there is and will be. */
export function addSheet(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  sheets.push(sheet);
  for (const root of roots) root.adoptedStyleSheets = sheets;
}

/** Gives a root all sheets, also those to come; returns what ends it. */
export function wearSheets(root: ShadowRoot): () => void {
  roots.add(root);
  root.adoptedStyleSheets = sheets;
  return () => roots.delete(root);
}

/** Tweakpane puts its sheets into the document's head, where they reach no shadow root, and are no business of the page's. */
export function takeTweakpanesSheets(): void {
  for (const style of document.head.querySelectorAll<HTMLElement>('style[data-tp-style]')) {
    // A lab in the document itself needs them there.
    if (!document.querySelector('.lab')) style.remove();
    const { tpStyle } = style.dataset;
    if (taken.has(tpStyle!)) continue;
    taken.add(tpStyle!);
    addSheet(style.textContent ?? '');
  }
}
const taken = new Set<string>();
