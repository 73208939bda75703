import { make } from '../dom/make';

/** Dims everything but a circle that follows the pointer. */
export function createSpotlight(container: HTMLElement) {
  const shade = make('div', { class: 'lecture-spotlight', hidden: true });
  container.append(shade);
  const follow = ({ clientX, clientY }: PointerEvent) => {
    shade.style.setProperty('--x', `${clientX}px`);
    shade.style.setProperty('--y', `${clientY}px`);
  };
  // Followed while it is off too, so that it starts where the pointer is.
  document.addEventListener('pointermove', follow);

  return {
    toggle(): void {
      shade.hidden = !shade.hidden;
    },
    /** Whether it was on. */
    putOut(): boolean {
      const wasOn = !shade.hidden;
      shade.hidden = true;
      return wasOn;
    },
    dispose: () => document.removeEventListener('pointermove', follow),
  };
}
