/** The lab's skeleton: every part has a class, none an id, so that two labs can share a document. */

import { make } from '../dom/make';

const html = `
<header>
  <h1>Initscope</h1>
  <p class="lab-experiment"></p>
  <button class="lab-machine" type="button" aria-haspopup="dialog"></button>
  <button class="lab-open-link" type="button" aria-keyshortcuts="K" title="K">Link</button>
  <button class="lab-open-lecture" type="button">Lecture</button>
</header>
<section class="lab-lecture" aria-label="Lecture" hidden></section>
<main class="lab-main">
  <div class="lab-remarks" hidden></div>
  <section class="lab-stage" aria-label="Histograms of every layer">
    <div class="lab-scene"></div>
    <div class="lab-scene-b"></div>
    <div class="lab-words">
      <p class="lab-readout"></p>
      <p class="lab-theory"></p>
      <p class="lab-costs" hidden></p>
    </div>
    <div class="lab-notice" hidden></div>
    <div class="lab-controls">
      <section class="lab-playback" aria-label="Playback"></section>
      <section class="lab-view-bar" aria-label="View"></section>
      <div class="lab-table"></div>
    </div>
  </section>
  <div class="lab-strip">
    <section class="lab-chart" aria-label="Variance by layer"></section>
  </div>
</main>
<aside class="lab-panel" aria-label="Experiment"></aside>`;

const names = [
  'experiment',
  'machine',
  'open-link',
  'open-lecture',
  'lecture',
  'main',
  'remarks',
  'readout',
  'theory',
  'costs',
  'stage',
  'words',
  'controls',
  'scene',
  'scene-b',
  'notice',
  'playback',
  'view-bar',
  'strip',
  'chart',
  'table',
  'panel',
] as const;

/** The lab's parts by name, and all of it as `lab`. */
export type Parts = Readonly<Record<(typeof names)[number] | 'lab', HTMLElement>>;

/** Puts an empty lab into an element, in place of what is there. */
export function createSkeleton(root: HTMLElement): Parts {
  const lab = make('div', { class: 'lab' });
  lab.innerHTML = html;
  root.replaceChildren(lab);
  const parts = names.map((name) => [name, lab.querySelector(`.lab-${name}`)]);
  return { ...Object.fromEntries(parts), lab };
}
