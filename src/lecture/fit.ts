/** Sizes of the text in rem, the largest that fits: what is short is read from further away. */
const SIZES = [1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1] as const;

/** Keeps the type in an element as large as it fits, now and whenever the element's size changes. */
export function fitText(element: HTMLElement) {
  const fit = () => {
    for (const size of SIZES) {
      element.style.setProperty('--text', `${size}rem`);
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
      if (scrollHeight <= clientHeight && scrollWidth <= clientWidth) return;
    }
  };
  const observer = new ResizeObserver(fit);
  observer.observe(element);
  return { fit, dispose: () => observer.disconnect() };
}
