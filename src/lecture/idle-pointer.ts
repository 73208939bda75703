const SECONDS = 3;

/** Hides the pointer while it rests, until the signal aborts. */
export function hideIdlePointer(dataset: DOMStringMap, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    delete dataset.pointer;
    clearTimeout(timer);
    timer = setTimeout(() => {
      dataset.pointer = 'idle';
    }, SECONDS * 1000);
  };
  document.addEventListener('pointermove', show, { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    delete dataset.pointer;
  });
  show();
}
