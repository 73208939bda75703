/** The page's icons, by what they stand for: Bootstrap Icons (MIT), of which a build takes these only. */
import axis from 'bootstrap-icons/icons/arrows.svg?raw';
import height from 'bootstrap-icons/icons/bar-chart.svg?raw';
import camera from 'bootstrap-icons/icons/camera-video.svg?raw';
import check from 'bootstrap-icons/icons/check-lg.svg?raw';
import fold from 'bootstrap-icons/icons/chevron-down.svg?raw';
import unfold from 'bootstrap-icons/icons/chevron-up.svg?raw';
import seeds from 'bootstrap-icons/icons/dice-5.svg?raw';
import save from 'bootstrap-icons/icons/download.svg?raw';
import show from 'bootstrap-icons/icons/eye.svg?raw';
import chart from 'bootstrap-icons/icons/graph-up.svg?raw';
import panel from 'bootstrap-icons/icons/layout-sidebar-reverse.svg?raw';
import compare from 'bootstrap-icons/icons/layout-split.svg?raw';
import pause from 'bootstrap-icons/icons/pause-fill.svg?raw';
import pins from 'bootstrap-icons/icons/pin-angle.svg?raw';
import play from 'bootstrap-icons/icons/play-fill.svg?raw';
import forward from 'bootstrap-icons/icons/skip-end-fill.svg?raw';
import back from 'bootstrap-icons/icons/skip-start-fill.svg?raw';
import experiment from 'bootstrap-icons/icons/sliders.svg?raw';
import speed from 'bootstrap-icons/icons/speedometer2.svg?raw';
import table from 'bootstrap-icons/icons/table.svg?raw';
import more from 'bootstrap-icons/icons/three-dots.svg?raw';
import close from 'bootstrap-icons/icons/x-lg.svg?raw';
import './icons.css';
import { createButton } from '../dom/controls';
import { make } from '../dom/make';

const icons = {
  axis,
  back,
  camera,
  chart,
  check,
  close,
  compare,
  experiment,
  export: save,
  fold,
  forward,
  height,
  more,
  panel,
  pause,
  pins,
  play,
  seeds,
  show,
  speed,
  table,
  unfold,
} as const;
export type IconName = keyof typeof icons;

/** An icon of the size and the colour of the type around it; what it means is said beside it. */
export function icon(name: IconName): HTMLElement {
  const element = make('span', { class: 'icon', 'aria-hidden': 'true' });
  element.innerHTML = icons[name];
  return element;
}

/** A button that is an icon; what it does is its name, and with the key that does the same its tooltip. */
export function createIconButton(first: IconName, name: string, act: () => void, key?: string) {
  const element = createButton('', act, { class: 'icon-button', 'aria-keyshortcuts': key });
  let shown: IconName | undefined;
  function show(picture: IconName, does: string): void {
    // Playback tells its button at every layer.
    if (picture !== shown) element.replaceChildren(icon(picture));
    shown = picture;
    element.setAttribute('aria-label', does);
    element.title = key ? `${does} (${key})` : does;
  }
  show(first, name);
  return { element, show };
}
