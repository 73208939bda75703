import './lecture.css';
import './overlays.css';
import './reading.css';
import { pressOf } from '../dom/keys';
import { wantsStillness } from '../dom/motion';
import { keyIn, labKeys, pressed } from '../model/keys';
import { Problem } from '../model/problem';
import { askQuestion } from './asking';
import { theLesson } from './beats/lesson';
import { createColumn } from './column';
import { createCurtain } from './curtain';
import { createFigureSlot } from './figure-slot';
import { createFooter } from './footer';
import { loadLesson, readLesson } from './format/load';
import { parseLesson } from './format/parse';
import { createFront } from './front';
import { LESSON_PARAMETER, type Lecture, type LectureHost, type LectureState } from './host';
import { hideIdlePointer } from './idle-pointer';
import type { Kept, Place } from './kept';
import { type Acts, listenForKeys, listenForReturn } from './keys';
import type { Lesson, Position } from './lesson';
import { liveValues } from './live';
import { back, entered, forward, type Moment, momentIn, revealedWith } from './moment';
import { createOverview } from './overview';
import { forgetPlace, keepPlace, keptPlace } from './place';
import { chapterAt, positionsOf, samePosition, start, stepAt } from './player';
import { present } from './presenting';
import { createProblemDialog } from './problem-dialog';
import { isAt, type Setting, settingOf } from './setting';
import { createSpotlight } from './spotlight';
import { keepAwake } from './wake-lock';

/**
 * The lecture over the page: what is on screen follows from the lesson's step, what has been guessed
 * there, and time. Entering a step sets everything anew, so that going back is exact.
 */
export function createLecture(container: HTMLElement, host: LectureHost): Lecture {
  const { dataset } = document.documentElement;
  let lesson = theLesson();
  let dropped: Place['dropped'];
  let moment = entered(lesson, start);
  let state: LectureState;
  /** What the step has set; undefined while it does, and while the lecture is closed. */
  let setting: Setting | undefined;
  /** While the lecture is open. */
  let session: AbortController | undefined;
  let presenting: ReturnType<typeof present> | undefined;
  /** Where Escape has closed it, and what listens for the way back. */
  let left: { readonly place: Place; readonly listening: AbortController } | undefined;

  const step = () => stepAt(lesson, moment.position);
  const acts: Acts = {
    next: () => go(forward(lesson, moment)),
    previous: () => go(back(lesson, moment)),
    first: () => goTo(start),
    last: () => goTo(positionsOf(lesson).at(-1)!),
    overview: () => overview.open(lesson, moment.position),
    restore: () => enter(moment),
    controls: () => {
      if (dataset.controls) delete dataset.controls;
      else dataset.controls = 'hidden';
    },
    black: () => curtain.toggle('black'),
    white: () => curtain.toggle('white'),
    spotlight: () => spotlight.toggle(),
    presenter: () =>
      presenting?.openPresenter() ||
      problems.say(new Problem('The browser has refused to open a window.'), 'window'),
    leave: () => spotlight.putOut() || close(),
  };
  const go = (next: Moment) => {
    if (next === moment) return;
    const reveals = samePosition(next.position, moment.position) && next.revealed;
    if (reveals) reveal(next);
    else enter(next);
  };
  const goTo = (position: Position) => enter(entered(lesson, position));

  const figures = createFigureSlot(host.measure, () => showValues());
  const column = createColumn();
  const front = createFront();
  const footer = createFooter({ ...acts, leave: stop });
  const overview = createOverview(container, goTo);
  const curtain = createCurtain(container, () => presenting?.tellMoment());
  const spotlight = createSpotlight(container);
  const problems = createProblemDialog(document.body);
  container.append(column.element, front.element, footer.element);

  /** What is held back is in no text either. */
  const values = () =>
    moment.revealed
      ? liveValues(state.current ? state : { ...state, reports: [] }, figures.values())
      : liveValues({ ...state, reports: [] }, {});
  const showValues = () => column.showValues(values());

  /** Where one is, and what is set there that the step does not say. */
  const place = (): Place => {
    const { view, experiment, other } = state;
    const isChanged = setting !== undefined && !isAt(setting, state);
    return {
      moment,
      dropped,
      kept: { view, other, experiment: isChanged ? experiment : undefined },
    };
  };

  /** Sets all that a step says, and then what a hand had set there. */
  function enter(next: Moment, kept?: Kept) {
    moment = next;
    const { experiment, view, layer } = step();
    setting = undefined;
    host.goLive();
    const problem = host.set(experiment, view);
    setting = settingOf(state);
    const lost = kept && setAgain(kept);
    host.point(layer);
    arrive((problem ?? lost)?.sentence);
  }

  function setAgain({ view, experiment, other }: Kept): Problem | undefined {
    if (other) host.compareWith(other);
    const problem = experiment && host.change(experiment);
    const { theme, scale } = view;
    host.changeView(experiment && !problem ? view : { theme, scale });
    return problem;
  }

  /** Brings into sight what a question has held back. */
  function reveal(next: Moment) {
    moment = next;
    arrive(undefined);
  }

  function arrive(problem: string | undefined) {
    const { figure, question, play } = step();
    const { revealed } = moment;
    if (play && revealed && !wantsStillness()) host.play();
    const element = figures.open(revealed ? figure : undefined, state);
    const large = element && figure?.large ? ({ kind: 'figure', element } as const) : undefined;
    const choose = (guess: number | undefined) => go(revealedWith(moment, guess));
    const asked =
      question && !revealed
        ? ({ kind: 'question', element: askQuestion(question, choose) } as const)
        : undefined;
    front.show(asked ?? large);
    column.enter({
      chapter: chapterAt(lesson, moment.position),
      step: step(),
      moment,
      figure: large ? undefined : element,
      problem,
    });
    footer.offerRestore(setting !== undefined && !isAt(setting, state));
    // On a phone the next text begins above the picture that is in sight.
    scrollTo(0, 0);
    footer.show(lesson, moment);
    showValues();
    keepPlace(place());
    presenting?.tellMoment();
    presenting?.moved();
  }

  /** A digit chooses an answer; any key draws the curtain back. */
  function takeKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    if (curtain.lift()) return true;
    const { question } = step();
    if (moment.revealed || !question || keyIn(labKeys, pressOf(event)) !== 'scheme') return false;
    const guess = Number(pressed(event)) - 1;
    const { answers } = question;
    // No digit changes the experiment behind a question.
    if (answers.kind === 'choices' && guess < answers.options.length)
      go(revealedWith(moment, guess));
    return true;
  }

  function open(at: Moment, kept?: Kept) {
    left?.listening.abort();
    left = undefined;
    moment = momentIn(lesson, at);
    if (!session) {
      session = new AbortController();
      const { signal } = session;
      dataset.mode = 'lecture';
      dataset.controls = 'hidden';
      container.hidden = false;
      keepAwake(signal);
      hideIdlePointer(signal);
      listenForKeys({ acts, first: takeKey }, signal);
      addEventListener('pagehide', () => keepPlace(place()), { signal });
      presenting = present(
        {
          lesson: () => lesson,
          moment: () => moment,
          curtain: curtain.colour,
          values,
          snapshot: host.snapshot,
          act: (name) => acts[name](),
        },
        signal,
      );
    } else presenting?.tellLesson();
    enter(moment, samePosition(moment.position, at.position) ? kept : undefined);
  }

  /** Takes a lesson, or says what is wrong with it and changes nothing. */
  function take(read: Lesson | Problem): read is Lesson {
    if (read instanceof Problem) problems.say(read, 'lesson');
    else lesson = read;
    return !(read instanceof Problem);
  }

  /**
   * As Escape does, which is also the second half of a clicker's start button: the next key of a
   * clicker, a reload (the first half) among them, opens the lecture where it was.
   */
  function close() {
    const here = place();
    stop();
    const listening = new AbortController();
    left = { place: here, listening };
    keepPlace(here);
    listenForReturn(() => reopen(here), listening.signal);
    host.say('Lecture closed. Page Down returns to it.');
  }

  /** In the lab, theme and scale may have changed since. */
  function reopen({ moment: at, kept }: Place) {
    const { theme, scale } = state.view;
    open(at, { ...kept, view: { ...kept.view, theme, scale } });
  }

  /** Leaves the lecture for good. */
  function stop() {
    left?.listening.abort();
    left = undefined;
    session?.abort();
    session = undefined;
    presenting = undefined;
    setting = undefined;
    for (const name of ['mode', 'controls'] as const) delete dataset[name];
    front.show(undefined);
    figures.close();
    curtain.lift();
    container.hidden = true;
    host.point(undefined);
    forgetPlace();
  }

  return {
    show(next) {
      state = next;
      if (!setting) return;
      figures.show(state);
      showValues();
      footer.offerRestore(!isAt(setting, state));
      presenting?.moved();
    },
    async start() {
      // The lesson is still here.
      if (left) return reopen(left.place);
      const place = keptPlace();
      if (place?.dropped) {
        const { name, text } = place.dropped;
        if (take(parseLesson(text, name))) dropped = place.dropped;
        else return open(entered(lesson, start));
      } else {
        const link = new URLSearchParams(location.search).get(LESSON_PARAMETER);
        if (link !== null && take(await loadLesson(link, location.href))) dropped = undefined;
      }
      open(place?.moment ?? { ...moment, revealed: false }, place?.kept);
    },
    stop,
    async open(file) {
      const read = await readLesson(file, file.name);
      if (!take(read)) return;
      dropped = { name: file.name, text: await file.text() };
      open(entered(lesson, start));
    },
    dispose() {
      stop();
      column.dispose();
      spotlight.dispose();
      problems.dispose();
      container.replaceChildren();
    },
  };
}
