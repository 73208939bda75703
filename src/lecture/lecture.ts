import './lecture.css';
import './overlays.css';
import './reading.css';
import { wantsStillness } from '../dom/access';
import { pressOf } from '../dom/keys';
import { keyIn, labKeys, pressed } from '../model/keys';
import { Problem } from '../model/problem';
import { askQuestion, choiceOf } from './asking';
import { theLesson } from './beats/lesson';
import { createColumn } from './column';
import { createFigureSlot } from './figure-slot';
import { createFooter } from './footer';
import { readLesson } from './format/load';
import { createFront } from './front';
import { createCurtain, createSpotlight, hideIdlePointer, keepAwake } from './hall';
import { isAt, type Lecture, type LectureHost, type LectureState, type PageSetting } from './host';
import { type Acts, listenForKeys, listenForReturn } from './keys';
import type { Lesson, Position } from './lesson';
import { listenForLinks } from './links';
import { liveValues } from './live';
import {
  back,
  entered,
  forward,
  type Moment,
  momentAt,
  momentIn,
  placeIn,
  revealedWith,
  samePlace,
} from './moment';
import { createOverview } from './overview';
import { chapterAt, positionsOf, samePosition, start, stepAt } from './positions';
import { present } from './presenting';
import { createProblemDialog } from './problem-dialog';
import * as saving from './saved-lecture';

/**
 * The lecture over the page: what is on screen follows from the lesson's step, what has been guessed
 * there, and time. Entering a step sets everything anew, so that going back is exact; where the page
 * goes to another place by itself (a link, the browser's Back, undo), the lecture follows.
 */
export function createLecture(container: HTMLElement, host: LectureHost): Lecture {
  const { dataset } = host.lab;
  let lesson = theLesson();
  let dropped: saving.SavedLecture['dropped'];
  let moment = entered(lesson, start);
  let state: LectureState;
  /** The lesson has been read, so that positions can be looked up. */
  let isReady = false;
  /** True while a step sets the page: states that arrive meanwhile are incomplete. */
  let isEntering = false;
  /** What the step sets, if it can be set here. */
  let setting: PageSetting | undefined;
  /** While the lecture is open. */
  let session: AbortController | undefined;
  let presenting: ReturnType<typeof present> | undefined;
  /** What was set when Escape closed it, and what listens for the way back. */
  let left: { readonly link: string; readonly listening: AbortController } | undefined;

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
      problems.say(new Problem('The browser blocked the new window.'), 'window'),
    leave: () => spotlight.putOut() || close(),
  };
  const go = (next: Moment) => {
    if (next === moment) return;
    const reveals = samePosition(next.position, moment.position) && next.revealed;
    (reveals ? reveal : enter)(next);
  };
  const goTo = (position: Position) => enter(entered(lesson, position));

  const figures = createFigureSlot(host.measure, () => showValues());
  const column = createColumn();
  const front = createFront(dataset);
  const footer = createFooter({ ...acts, leave: stop });
  const overview = createOverview(container, goTo);
  const curtain = createCurtain(container, () => presenting?.tellMoment());
  const spotlight = createSpotlight(container);
  const problems = createProblemDialog(host.lab);
  container.append(column.element, front.element, footer.element);

  /** The texts show no value that a question hides. */
  const values = () =>
    moment.revealed
      ? liveValues(state.current ? state : { ...state, reports: [] }, figures.values())
      : liveValues({ ...state, reports: [] }, {});
  const showValues = () => column.showValues(values());
  const isChanged = () => setting !== undefined && !isAt(setting, state);

  /** Sets all that a step says. */
  function enter(next: Moment) {
    moment = next;
    isEntering = true;
    const problem = host.enter(step(), placeIn(lesson, moment));
    isEntering = false;
    host.point(step().layer);
    arrive(problem?.sentence);
    if (step().play && moment.revealed && !wantsStillness()) host.play();
  }

  /** Shows what a question has hidden. */
  function reveal(next: Moment) {
    moment = next;
    host.goTo(placeIn(lesson, moment));
    arrive(undefined);
    if (step().play && !wantsStillness()) host.play();
  }

  /** Shows the step that the page is at, as the page is set. */
  function arrive(problem: string | undefined) {
    const { figure, question } = step();
    const { revealed } = moment;
    const sets = host.pageSettingOf(step());
    setting = sets instanceof Problem ? undefined : sets;
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
    footer.offerRestore(isChanged());
    // On a phone the next text begins above the visible part of the page.
    scrollTo(0, 0);
    footer.show(lesson, moment);
    showValues();
    keep();
    presenting?.tellMoment();
    presenting?.moved();
  }

  const followLink = (link: string) =>
    host.followLink(link, (place) => stepAt(lesson, momentIn(lesson, momentAt(place)).position));

  const keep = () => saving.saveLecture({ link: host.link(), dropped });

  /** A digit chooses an answer; any key draws the curtain back. */
  function takeKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    if (curtain.lift()) return true;
    const { question } = step();
    if (moment.revealed || !question || keyIn(labKeys, pressOf(event)) !== 'scheme') return false;
    const guess = choiceOf(question, pressed(event));
    // While a question is open, digits must not change the scheme.
    if (guess !== undefined) go(revealedWith(moment, guess));
    return true;
  }

  /** Opens the lecture over the page, which stays as it is. */
  function open() {
    left?.listening.abort();
    left = undefined;
    if (session) return presenting?.tellLesson();
    session = new AbortController();
    const { signal } = session;
    dataset.mode = 'lecture';
    dataset.controls = 'hidden';
    container.hidden = false;
    keepAwake(signal);
    hideIdlePointer(dataset, signal);
    listenForKeys({ lab: host.lab, acts, first: takeKey }, signal);
    listenForLinks(container, followLink, signal);
    addEventListener('pagehide', keep, { signal });
    presenting = present(
      {
        lesson: () => lesson,
        moment: () => moment,
        curtain: curtain.colour,
        values,
        snapshot: host.snapshot,
        act: (name) => acts[name](),
        followLink,
      },
      signal,
    );
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
    const link = host.link();
    stop();
    const listening = new AbortController();
    left = { link, listening };
    saving.saveLecture({ link, dropped });
    listenForReturn(host.lab, () => host.restore(link), listening.signal);
    host.say('Lecture closed. Page Down returns to it.');
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
    host.goTo(undefined);
    saving.forgetLecture();
  }

  /** Follows the page to another place; returns whether it moved. */
  function follow(): boolean {
    const { place } = state;
    if (!place) {
      if (session) stop();
      return false;
    }
    if (session && samePlace(place, placeIn(lesson, moment))) return false;
    const opens = !session;
    open();
    moment = momentIn(lesson, momentAt(place));
    host.point(step().layer);
    // A link to a step says no more than where it is.
    if (opens && host.isUntouched()) enter(moment);
    else arrive(undefined);
    return true;
  }

  return {
    show(next) {
      state = next;
      if (!isReady || isEntering || follow() || !session) return;
      figures.show(state);
      showValues();
      footer.offerRestore(isChanged());
      presenting?.moved();
    },
    async start() {
      // The lesson is still loaded.
      if (left) return host.restore(left.link);
      if (!isReady) {
        const saved = saving.savedLecture();
        const read = await saving.firstLesson(saved);
        if (read && take(read)) dropped = saved?.dropped;
        isReady = true;
        if (!state.place && saved) return host.restore(saved.link);
      }
      if (follow()) return;
      open();
      enter(entered(lesson, moment.position));
    },
    stop,
    async open(file) {
      const read = await readLesson(file, file.name);
      if (!take(read)) return;
      dropped = { name: file.name, text: await file.text() };
      isReady = true;
      open();
      enter(entered(lesson, start));
    },
    dispose() {
      if (session || left) stop();
      column.dispose();
      spotlight.dispose();
      problems.dispose();
      container.replaceChildren();
    },
  };
}
