import './playback-bar.css';
import { type Extent, type Playback, type Speed, speeds } from '../model/playback';
import { createButton } from './button';

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

function speedList(choose: (speed: Speed) => void) {
  const select = document.createElement('select');
  select.setAttribute('aria-label', 'speed');
  select.append(...speeds.map((speed) => new Option(`${speed} ×`, String(speed))));
  select.addEventListener('change', () => choose(Number(select.value) as Speed));
  return select;
}

function loopBox(choose: (loop: boolean) => void) {
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.addEventListener('change', () => choose(box.checked));
  label.append(box, 'loop');
  return { label, box };
}

/** Play, step and scrub through the layers in the order in which the pass meets them. */
export function createPlaybackBar(container: HTMLElement, events: PlaybackBarEvents) {
  const back = createButton('Step back', () => events.step(-1));
  const play = createButton('Play', events.toggle);
  const on = createButton('Step on', () => events.step(1));
  const slider = document.createElement('input');
  Object.assign(slider, { type: 'range', min: '0', step: '1' });
  slider.setAttribute('aria-label', 'layer that the pass has come to');
  slider.setAttribute('aria-keyshortcuts', 'Space');
  slider.addEventListener('input', () => events.scrub(slider.valueAsNumber));
  slider.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    events.toggle();
  });
  const place = document.createElement('output');
  const speed = speedList((value) => events.change({ speed: value }));
  const loop = loopBox((value) => events.change({ loop: value }));
  container.classList.add('playback-bar');
  container.append(back, play, on, slider, place, speed, loop.label);

  return {
    show({ playback, extent, time, place: text }: PlaybackBarState): void {
      // Of the same width in both states, so that nothing moves from under the hand.
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
