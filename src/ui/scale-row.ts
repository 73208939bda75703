import { MAX_SCALE, MIN_SCALE, SCALE_STEP } from '../model/view';

/** The slider for the size of all type and controls. */
export function createScaleRow(change: (scale: number) => void) {
  const element = document.createElement('label');
  element.className = 'scale-row';
  const slider = document.createElement('input');
  const [least, most, step] = [MIN_SCALE, MAX_SCALE, SCALE_STEP].map(String);
  Object.assign(slider, { type: 'range', min: least, max: most, step });
  slider.setAttribute('aria-keyshortcuts', '+ -');
  const output = document.createElement('output');
  const tell = (scale: number) => {
    output.textContent = `${scale} ×`;
  };
  slider.addEventListener('input', () => tell(slider.valueAsNumber));
  // At the end of a drag only: the slider itself would move from under the hand.
  slider.addEventListener('change', () => change(slider.valueAsNumber));
  element.append('interface scale', slider, output);

  return {
    element,
    show(scale: number): void {
      slider.value = String(scale);
      tell(scale);
    },
  };
}
