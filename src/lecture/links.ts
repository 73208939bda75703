/** Links of a lesson’s text that change the page, such as “#depth=5”. */

/**
 * Watches an element for clicks on them, until the signal aborts. The address is not touched: a click
 * with Ctrl, ⌘ or Shift opens the link in a tab or window of its own, without the lecture.
 */
export function listenForLinks(
  element: HTMLElement,
  follow: (link: string) => void,
  signal?: AbortSignal,
): void {
  const listener = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link =
      event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    follow(link.hash);
  };
  element.addEventListener('click', listener, { signal });
}
