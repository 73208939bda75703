import './backward.css';
import { createRadios } from '../../../dom/controls';
import { make } from '../../../dom/make';
import { svg } from '../../../dom/svg';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createRequest } from '../kit/request';
import { createStage } from '../kit/stage';
import { measuredProfile, networkOf, type Profile, predictedProfile, scales } from './numbers';
import { backwardPicture } from './picture';
import { backwardValues, backwardWords } from './words';

const TITLE = 'Forward and backward through a network that tapers';
/** One network alone strays from theory by as much as a choice of scale changes. */
const NETWORKS = 4;

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  const tapering = { first: options.first!, last: options.last!, depth: options.depth! };
  let chosen = options.scale!;
  let { seed } = host;
  let awaited: number | string = NETWORKS;
  const fresh = (): Profile[][] => scales.map(() => []);
  let measured = fresh();

  const picture = svg('svg', { 'aria-hidden': 'true' });
  const choice = createRadios(
    Object.fromEntries(scales.map(({ name }, i) => [i, name])),
    (next) => {
      chosen = Number(next);
      measure();
    },
  );
  const few = make(
    'div',
    { class: 'few', role: 'radiogroup', 'aria-label': 'The variance of the weights keeps' },
    ...choice.labels,
  );
  const stage = createStage({
    title: TITLE,
    layers: [picture],
    controls: [few],
    draw: (size) => picture.replaceChildren(...backwardPicture(size, state())),
  });
  const request = createRequest();

  const networkAt = (i: number) => networkOf(tapering, scales[chosen]!, (seed + i) >>> 0);

  const state = () => ({
    tapering,
    scale: scales[chosen]!,
    predicted: predictedProfile(networkAt(0)),
    networks: measured[chosen]!,
    awaited,
  });

  /** Measures what is still missing, one network after the other. */
  function measure(): void {
    const networks = measured[chosen]!;
    awaited = NETWORKS;
    update();
    if (networks.length === NETWORKS) {
      request.stop();
      return;
    }
    request.ask(
      (signal) => host.measure(networkAt(networks.length), signal),
      (reports) => {
        networks.push(measuredProfile(reports));
        measure();
      },
      (reason) => {
        awaited = reason;
        update();
      },
    );
  }

  function show(): void {
    choice.show(String(chosen));
    stage.tell(backwardWords(state()));
    stage.redraw();
  }

  function update(): void {
    show();
    host.changed();
  }

  measure();
  return {
    element: stage.element,
    values: () => backwardValues(measured[chosen]!),
    show(next) {
      host = next;
      if (host.seed === seed) return show();
      seed = host.seed;
      measured = fresh();
      measure();
    },
    dispose() {
      request.stop();
      stage.dispose();
    },
  };
}

/** What a tapering network does to activations and to gradients, under three scales. */
export const backward: FigureRow = {
  title: TITLE,
  options: {
    scale: { label: 'fan_in, fan_out or Xavier', default: 0, low: 0, high: scales.length - 1 },
    first: { label: 'width of the input', default: 512, low: 16, high: 1024 },
    last: { label: 'width of the last layer', default: 64, low: 16, high: 1024 },
    depth: { label: 'layers', default: 6, low: 2, high: 20 },
  },
  values: ['forward_change', 'backward_change'],
  create,
};
