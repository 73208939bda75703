/** How large an element is, without asking the browser whenever one draws. */
import { make } from './make';

/** In CSS pixels: an element without its border, and the page's type. */
export interface ElementSize {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/**
 * Follows an element's size and calls `changed` when it is another one. It is read when the browser has laid
 * out a frame: to read it in between, while a page is being changed, would have all of it laid out anew for
 * each who asks.
 */
export function watchSize(element: HTMLElement, changed: () => void) {
  // In a shadow root a rem is the lab’s own.
  const ruler = make('span', { 'aria-hidden': 'true' });
  ruler.style.cssText =
    'position: absolute; visibility: hidden; width: var(--rem, 1rem); height: 0';
  element.append(ruler);
  let size: ElementSize | undefined;
  const read = (): ElementSize => ({
    width: element.clientWidth,
    height: element.clientHeight,
    fontSize: ruler.getBoundingClientRect().width,
  });
  const observer = new ResizeObserver(() => {
    size = read();
    changed();
  });
  observer.observe(element);
  observer.observe(ruler);
  return {
    /** As it was in the last frame; before the first, as it is. */
    now(): ElementSize {
      size ??= read();
      return size;
    },
    stop(): void {
      observer.disconnect();
      ruler.remove();
    },
  };
}
