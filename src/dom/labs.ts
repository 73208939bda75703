/** Several labs may share a document: which of them an event of the document is meant for. */

/** The one that it happened in; outside of all of them, the first. */
export function concerns(lab: HTMLElement, { target }: Event): boolean {
  const within = target instanceof Element ? target.closest('.lab') : null;
  return lab === (within ?? document.querySelector('.lab'));
}
