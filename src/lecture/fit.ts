/** Text sizes in rem. The largest that fits is used, because large text is legible from farther away. */
const SIZES = [1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1] as const;

/** Keeps the type in an element as large as it fits, now and whenever the element's size changes. */
export function fitText(element: HTMLElement) {
  const overflows = () =>
    element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
  const largest = () => {
    for (const size of SIZES) {
      element.style.setProperty('--text', `${size}rem`);
      if (!overflows()) return;
    }
  };
  const observer = new ResizeObserver(largest);
  observer.observe(element);
  return {
    fit: largest,
    /** After a small change of the text: shrinks it if it must; growing too would flicker. */
    shrink: () => {
      if (overflows()) largest();
    },
    dispose: () => observer.disconnect(),
  };
}
