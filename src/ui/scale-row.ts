import { createRange } from '../dom/controls';
import { make } from '../dom/make';
import { MAX_SCALE, MIN_SCALE, SCALE_STEP } from '../model/view';

/** The slider for the size of all type and controls. */
export function createScaleRow(change: (scale: number) => void) {
  const output = make('output');
  const tell = (scale: number) => {
    output.textContent = `${scale} ×`;
  };
  const range = { min: MIN_SCALE, max: MAX_SCALE, step: SCALE_STEP };
  const slider = createRange(range, tell, { 'aria-keyshortcuts': '+ -' });
  // Only at the end of a drag: scaling moves the slider away from the pointer.
  slider.addEventListener('change', () => change(slider.valueAsNumber));
  const element = make('label', { class: 'scale-row', text: 'interface scale' }, slider, output);

  return {
    element,
    show(scale: number): void {
      slider.value = String(scale);
      tell(scale);
    },
  };
}
