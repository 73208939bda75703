import './view-bar.css';
import { createButton } from '../dom/controls';
import {
  type CameraName,
  cameras,
  type Height,
  heights,
  type Measure,
  measures,
  type View,
} from '../model/view';
import { createChoice } from './choice';

export interface ViewBarEvents {
  changeView(changes: Partial<View>): void;
  resetCamera(): void;
}

/** How the pictures are seen: below the scene, above the chart, because it is of both. */
export function createViewBar(container: HTMLElement, events: ViewBarEvents) {
  const camera = createChoice<CameraName>({
    label: 'camera',
    inline: true,
    options: cameras,
    change: (value) => events.changeView({ camera: value }),
  });
  const reset = createButton('Reset view', events.resetCamera, { 'aria-keyshortcuts': '0' });
  const height = createChoice<Height>({
    label: 'height',
    inline: true,
    options: heights,
    change: (value) => events.changeView({ height: value }),
  });
  const measure = createChoice<Measure>({
    label: 'chart',
    inline: true,
    options: measures,
    change: (value) => events.changeView({ measure: value }),
  });
  camera.element.title = 'C: next camera';
  height.element.title = 'T: next height scale';
  reset.title = '0';
  const ofScene = [camera.element, reset, height.element];
  container.classList.add('view-bar');
  container.append(...ofScene, measure.element);

  return {
    /** Without a scene there is nothing to turn. */
    show(view: View, hasScene: boolean): void {
      for (const element of ofScene) element.hidden = !hasScene;
      camera.show(view.camera);
      height.show(view.height);
      measure.show(view.measure);
    },
  };
}
