import { make } from '../dom/make';
import {
  brokenColour,
  colourPosition,
  cssColour,
  SATURATED,
  type Theme,
  varianceColour,
} from '../model/colour';
import { powerOfTen } from '../model/format';
import { heightRows } from './height-scale';
import { outlineColours } from './outline';
import type { SceneState } from './state';

const STOPS = 48;
/** log10 of the variances that have a tick; the two of `spare` go where there is little room. */
const TICKS = [-40, -10, -3, 0, 3, 10, 40];
const spare = new Set([-10, 10]);

const element = (className: string, text = '') => make('div', { class: className, text });

/** log10 variance at a place on the scale: the inverse of `colourPosition`. */
const variableAt = (position: number) => Math.sinh(position * Math.asinh(SATURATED));

const gradient = (theme: Theme) => {
  const colours = Array.from({ length: STOPS + 1 }, (_, i) =>
    cssColour(varianceColour(variableAt((2 * i) / STOPS - 1), theme)),
  );
  return `linear-gradient(to right, ${colours.join(', ')})`;
};

/** Of a state, what it takes to read it. */
type Explained = Pick<SceneState, 'theme' | 'height' | 'camera' | 'outline'>;

/** Explains the colours and heights below the scene. */
export class Legend {
  readonly element = element('scene-legend');
  readonly #bar = element('scene-legend-bar');
  readonly #note = element('scene-legend-note');
  readonly #swatch = element('scene-legend-swatch');
  readonly #line = element('scene-legend-line');
  readonly #outline = element('scene-legend-outline');
  readonly #outlineName = element('');
  #explains = '';

  constructor() {
    const scale = element('scene-legend-scale');
    const ticks = element('scene-legend-ticks');
    for (const tick of TICKS) {
      const label = element(spare.has(tick) ? 'spare' : '', tick === 0 ? '1' : powerOfTen(tick));
      label.style.left = `${50 + 50 * colourPosition(tick)}%`;
      ticks.append(label);
    }
    scale.append(this.#bar, ticks);
    const broken = element('scene-legend-broken');
    broken.append(this.#swatch, element('', 'inf / NaN'));
    this.#outline.append(this.#line, this.#outlineName);
    const title = element('scene-legend-title', 'variance');
    this.element.append(title, scale, broken, this.#outline, this.#note);
  }

  /** Explains a state; returns whether another one had been explained, which may have taken other room. */
  update({ theme, height, camera, outline }: Explained): boolean {
    const explains = JSON.stringify([theme, height, camera, outline?.name]);
    if (explains === this.#explains) return false;
    this.#explains = explains;
    this.#outline.hidden = !outline;
    const seen = camera === 'top' ? ', at half a normal’s height' : '';
    this.#outlineName.textContent = outline ? `outline: ${outline.name}${seen}` : '';
    this.#line.style.background = cssColour(outlineColours[theme]);
    const means = camera === 'top' ? 'colour intensity' : 'height';
    this.#note.textContent = `${means} = ${heightRows[height].note}`;
    this.#bar.style.background = gradient(theme);
    this.#swatch.style.background = cssColour(brokenColour(theme));
    return true;
  }
}
