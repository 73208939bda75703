import './playback-bar.css';
import { createButton, createRange, createSelect } from '../dom/controls';
import { make } from '../dom/make';
import { type Extent, type Playback, type Speed, speeds } from '../model/playback';

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
  const back = createButton('Step back', () => events.step(-1));
  const play = createButton('Play', events.toggle);
  const on = createButton('Step forward', () => events.step(1));
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
  container.append(back, play, on, slider, place, speed, loop.label);

  return {
    show({ playback, extent, time, place: text }: PlaybackBarState): void {
      // The same width in both states, so that the other buttons do not move.
      play.textContent = playback.playing ? 'Pause' : 'Play';
      slider.max = String(extent.last);
      slider.value = String(time ?? extent.reached);
      slider.setAttribute('aria-valuetext', text);
      place.textContent = text;
      speed.value = String(playback.speed);
      loop.box.checked = playback.loop;
    },
  };
}
