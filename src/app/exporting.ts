/** What the export box saves, made from what the page shows. Loaded when the box is first opened. */
import '../export/stage.css';
import { effect, type ReadonlySignal, signal } from '@preact/signals-core';
import { planeOf } from '../chart/domain';
import { drawPicture } from '../chart/picture';
import { make } from '../dom/make';
import { createExportBox } from '../export/box';
import { captionOf } from '../export/caption';
import type { Exported, ExportedRun } from '../export/exported';
import type { FigureOptions, Stage } from '../export/host';
import type { Experiment } from '../model/experiment';
import { lastTime } from '../model/playback';
import { version } from '../model/version';
import type { Preferences } from '../model/view';
import { createScene, type HistogramScene } from '../scene/scene';
import { comparedWith, type Side, startingPage } from '../state/page';
import { otherSeeds, type Run } from '../state/requests';
import { experimentInWords, nameInWords } from '../ui/words';
import { linkTo } from './address';
import type { Machine } from './boot';
import { atEnd } from './follow';
import type { Results } from './results';
import type { Runs } from './runs';
import { drawn } from './scenes';
import { shownBy } from './shown';
import type { Store } from './store';

export interface ExportingOptions {
  readonly page: Store['page'];
  readonly preferences: ReadonlySignal<Preferences>;
  readonly machine: ReadonlySignal<Machine>;
  readonly results: Results;
  readonly current: Runs['current'];
  choose(): void;
  say(text: string): void;
}

/** The type of a picture is a 54th of its size, whatever its shape: 1/72 of the width of 16 : 9. */
const TYPE = 1 / 54;

const CHANGED = 'The page has changed meanwhile: save it again.';
const nobody = { point() {}, select() {}, look() {} };
const isWhole = (run: Run | undefined): run is Run => run?.done === true && !run.preview;

export function createExporting(
  alive: AbortSignal,
  lab: HTMLElement,
  container: HTMLElement,
  { page, preferences, machine, results, current, choose, say }: ExportingOptions,
) {
  const linkOf = (experiment: Experiment) => linkTo(startingPage(experiment), machine.peek());

  /** The runs of the two sides that are shown; A's is missing until it is whole. */
  function sides(): { readonly a: Run | undefined; readonly b: Run | undefined } {
    const b = comparedWith(page.peek()) && current.b.peek();
    return { a: isWhole(current.a.peek()) ? current.a.peek() : undefined, b };
  }

  /** A side's run, whose histograms are there until another takes its place. */
  function side(of: Side, run: Run): ExportedRun {
    const { engine } = machine.peek();
    return {
      name: of.toUpperCase(),
      ...run,
      link: linkOf(run.experiment),
      async histogram(layer, quantity) {
        const words = await engine.histogram(layer, quantity, of);
        if (current[of].peek() !== run) throw new Error(CHANGED);
        return words;
      },
    };
  }

  function exported(): Exported | undefined {
    const { a, b } = sides();
    if (!a || (b && !isWhole(b))) return undefined;
    const named = (name: string, experiment: Experiment): ExportedRun[] => {
      const run = results.of(experiment);
      return run ? [{ name, experiment, reports: run.reports, link: linkOf(experiment) }] : [];
    };
    return {
      page: page.peek(),
      runs: [
        side('a', a),
        ...(b ? [side('b', b)] : []),
        ...otherSeeds(page.peek()).flatMap((one) => named(`A, seed ${one.seed}`, one)),
        ...page.peek().pins.flatMap(({ name, experiment }) => named(name, experiment)),
      ],
      adapter: machine.peek().engine.name,
      version,
      link: linkTo(page.peek(), machine.peek()),
    };
  }

  async function stage(options: FigureOptions): Promise<Stage> {
    const { a, b } = sides();
    if (!a) throw new Error(CHANGED);
    const { gpu, engine } = machine.peek();
    const shownPage = { ...page.peek(), selected: undefined };
    const { view } = shownPage;
    const time = signal<number | undefined>(undefined);
    const shown = shownBy({
      page: signal(shownPage),
      preferences: signal(preferences.peek()),
      // Whatever the page shows next, here it is these.
      results: { ...results, sides: { a: signal(a), b: signal(b) } },
      time,
      pointed: signal(undefined),
      folded: signal(false),
    });

    const { width, height, what, captioned } = options;
    const fontSize = Number.parseFloat(getComputedStyle(lab).fontSize);
    const ratio = (Math.sqrt(width * height) * TYPE) / fontSize;
    const caption = captionOf({
      view,
      what,
      seeds: shown.chart.peek()!.seeds.length + 1,
      experiment: experimentInWords(a.experiment),
      compared: b && experimentInWords(b.experiment),
      seed: a.experiment.seed,
      adapter: engine.name,
      version,
      link: linkTo(page.peek(), machine.peek()),
    });
    const element = make('div', { class: 'export-stage', 'aria-hidden': 'true', inert: true });
    element.style.width = `${width / ratio}px`;
    element.style.height = `${height / ratio}px`;
    const place = make('div', { class: 'lab-chart' });
    const row = make('div', { class: 'export-scenes' });
    if (what !== 'chart' && gpu) element.append(row);
    if (what !== 'scene') element.append(place);
    if (captioned) element.append(make('p', { text: caption }));
    lab.append(element);

    const end = new AbortController();
    const stop = effect(() => {
      if (current.a.value !== a || (b && current.b.value !== b)) end.abort(new Error(CHANGED));
    });

    const scenes: { readonly of: Side; readonly scene: HistogramScene }[] = [];
    const dispose = () => {
      stop();
      for (const { scene } of scenes.toReversed()) scene.dispose();
      element.remove();
    };
    try {
      const wanted: Side[] = b && view.comparison === 'beside' ? ['a', 'b'] : ['a'];
      for (const of of row.isConnected && gpu ? wanted : []) {
        const run = of === 'a' ? a : b!;
        const name = `${of.toUpperCase()}: ${nameInWords(run.experiment)}`;
        const stands = make('div');
        row.append(
          make('div', {}, ...(wanted.length > 1 ? [make('p', { text: name })] : []), stands),
        );
        const twin = scenes[0]?.scene;
        const options = { store: of, ratio, ...(twin && { twin }) };
        const scene = await createScene(stands, drawn(gpu!), nobody, options);
        scenes.push({ of, scene });
      }
    } catch (error) {
      dispose();
      throw error;
    }
    // In a film the plane does not move with the curves.
    const plane = planeOf(shown.chart.peek()!, shownPage.layers);
    return {
      element,
      ratio,
      background: getComputedStyle(document.documentElement).backgroundColor,
      caption,
      signal: AbortSignal.any([end.signal, alive]),
      last: lastTime(a.experiment.depth, view.quantity),
      get chart() {
        return place.querySelector('svg') ?? undefined;
      },
      show(at) {
        time.value = at;
        const { clientWidth, clientHeight } = place;
        const size = { width: clientWidth, height: clientHeight, fontSize };
        if (place.isConnected)
          place.replaceChildren(drawPicture(shown.chart.peek()!, size, plane).picture);
        for (const { of, scene } of scenes) scene.show(shown.scenes[of].peek()!);
      },
      draw: () => scenes.flatMap(({ scene }) => scene.still() ?? []),
      dispose,
    };
  }

  const box = createExportBox(container, {
    exported,
    hasScene: () => machine.peek().gpu !== undefined,
    speed: () => page.peek().time.speed,
    stage,
    choose,
    say,
  });
  atEnd(alive, box.dispose);
  return box;
}
