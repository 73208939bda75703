import './playback-bar.css';
import { createRange, createSelect } from '../dom/controls';
import { make } from '../dom/make';
import { labKeys } from '../model/keys';
import { type Extent, type Playback, type Speed, speeds } from '../model/playback';
import { createIconButton } from './icons';
import { createTool } from './tool';

export interface PlaybackBarEvents {
  toggle(): void;
  step(by: 1 | -1): void;
  scrub(time: number): void;
  change(changes: Partial<Pick<Playback, 'speed' | 'loop'>>): void;
}

export interface PlaybackBarState {
  readonly playback: Playback;
  readonly extent: Extent;
  /** In whole layers; undefined is live. */
  readonly time: number | undefined;
  /** Where that is: “layer 12 of 50”. */
  readonly place: string;
}

const speedList = (choose: (speed: Speed) => void) =>
  createSelect(
    speeds.map((speed) => new Option(`${speed} ×`, String(speed))),
    (value) => choose(Number(value) as Speed),
    { 'aria-label': 'speed' },
  );

function loopBox(choose: (loop: boolean) => void) {
  const box = make('input', { type: 'checkbox' });
  box.addEventListener('change', () => choose(box.checked));
  return { label: make('label', {}, box, 'loop'), box };
}

/** Play, step and scrub through the layers in the order in which the pass meets them. */
export function createPlaybackBar(container: HTMLElement, events: PlaybackBarEvents) {
  const back = createIconButton('back', 'Step back', () => events.step(-1), labKeys.back.shown[0]);
  const play = createIconButton('play', 'Play', events.toggle, labKeys.layers.shown[0]);
  const on = createIconButton('forward', 'Step forward', () => events.step(1), labKeys.on.shown[0]);
  const slider = createRange({ min: 0, max: 0, step: 1 }, events.scrub, {
    'aria-label': 'current layer',
    'aria-keyshortcuts': 'Space',
  });
  slider.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    events.toggle();
  });
  const place = make('output');
  const speed = speedList((value) => events.change({ speed: value }));
  const loop = loopBox((value) => events.change({ loop: value }));
  container.classList.add('playback-bar');
  const pace = createTool(
    { name: 'speed', icon: 'speed', does: 'how fast it plays' },
    speed,
    ' ',
    loop.label,
  );
  container.append(back.element, play.element, on.element, slider, place, pace.element);

  return {
    show({ playback, extent, time, place: text }: PlaybackBarState): void {
      if (playback.playing) play.show('pause', 'Pause');
      else play.show('play', 'Play');
      const last = String(extent.last);
      if (slider.max !== last) slider.max = last;
      slider.value = String(time ?? extent.reached);
      slider.setAttribute('aria-valuetext', text);
      place.textContent = text;
      // A browser styles the whole page anew for a select that is told what it shows.
      const chosen = String(playback.speed);
      if (speed.value !== chosen) speed.value = chosen;
      pace.show(`${playback.speed} ×${playback.loop ? ', in a loop' : ''}`);
      loop.box.checked = playback.loop;
    },
  };
}
