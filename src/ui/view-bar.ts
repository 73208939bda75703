import { createButton } from '../dom/controls';
import { type AxisChoice, axisChoices } from '../model/axis';
import type { Experiment } from '../model/experiment';
import { isGradient, type Quantity, quantities } from '../model/histogram';
import {
  type CameraName,
  cameras,
  type Height,
  heights,
  type Measure,
  measures,
  quantityWords,
  type View,
} from '../model/view';
import type { Control } from '../state/page';
import { createChoice } from './choice';
import { createTool } from './tool';

export interface ViewBarEvents {
  changeView(changes: Partial<View>): void;
  resetCamera(): void;
}

export interface ViewBarState {
  readonly view: View;
  /** Gradients are offered with a backward pass. */
  readonly experiment: Pick<Experiment, 'backward'>;
  /** Without a scene there is nothing to turn. */
  readonly hasScene: boolean;
  isOpen(name: Control): boolean;
}

/** A quantity, or post-activations with the pre-activations as an outline against them. */
type Shown = Quantity | 'both';

const shownButtons = Object.fromEntries(
  quantities.flatMap((quantity) => {
    const button = [quantity, quantityWords[quantity].button];
    return quantity === 'post' ? [button, ['both', 'both']] : [button];
  }),
) as Record<Shown, string>;

/** How the pictures are seen: between the scene and the chart, because it is of both. */
export function createViewBar(container: HTMLElement, events: ViewBarEvents) {
  const quantity = createChoice<Shown>({
    label: 'show',
    options: shownButtons,
    change: (value) =>
      events.changeView({ quantity: value === 'both' ? 'post' : value, both: value === 'both' }),
  });
  const axis = createChoice<AxisChoice>({
    label: 'axis',
    options: axisChoices,
    change: (value) => events.changeView({ axis: value }),
  });
  const camera = createChoice<CameraName>({
    label: 'camera',
    options: cameras,
    change: (value) => events.changeView({ camera: value }),
  });
  const reset = createButton('Reset view', events.resetCamera, { 'aria-keyshortcuts': '0' });
  reset.title = '0';
  const height = createChoice<Height>({
    label: 'height',
    options: heights,
    change: (value) => events.changeView({ height: value }),
  });
  const measure = createChoice<Measure>({
    label: 'chart',
    options: measures,
    change: (value) => events.changeView({ measure: value }),
  });
  const tools = {
    show: createTool({ name: 'show', icon: 'show', does: 'what is shown' }, quantity.element),
    axis: createTool({ name: 'axis', icon: 'axis', minor: true, does: 'value axis' }, axis.element),
    camera: createTool({ name: 'camera', icon: 'camera', key: 'C' }, camera.element, reset),
    height: createTool(
      { name: 'height', icon: 'height', key: 'T', minor: true, does: 'a bar’s height' },
      height.element,
    ),
    chart: createTool(
      { name: 'chart', icon: 'chart', minor: true, does: 'the chart’s measure' },
      measure.element,
    ),
  };
  container.classList.add('toolbar');
  container.append(...Object.values(tools).map(({ element }) => element));

  return {
    show({ view, experiment, hasScene, isOpen }: ViewBarState): void {
      const shown = view.both ? 'both' : view.quantity;
      quantity.offer((name) => name === 'both' || experiment.backward || !isGradient(name));
      quantity.show(shown);
      axis.show(view.axis);
      camera.show(view.camera);
      height.show(view.height);
      measure.show(view.measure);
      tools.show.show(shownButtons[shown], isOpen('show'));
      tools.axis.show(axisChoices[view.axis], isOpen('axis'));
      tools.camera.show(cameras[view.camera], hasScene);
      tools.height.show(heights[view.height], hasScene);
      tools.chart.show(measures[view.measure]);
    },
  };
}
