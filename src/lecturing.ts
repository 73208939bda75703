import { effect, type ReadonlySignal } from '@preact/signals-core';
import {
  LESSON_PARAMETER,
  type Lecture,
  type LectureHost,
  type LectureState,
  PLACE_KEY,
} from './lecture/host';
import { stored } from './lecture/storage';

/** A file that is being dragged over or dropped on the page. */
const isFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;

/** Opens the lecture on demand: who only uses the lab does not load it. */
export function followLecture(
  container: HTMLElement,
  opener: HTMLElement,
  host: LectureHost,
  state: ReadonlySignal<LectureState | undefined>,
  fail: (error: Error) => void,
): void {
  let loading: Promise<Lecture> | undefined;
  const load = () => {
    loading ??= import('./lecture/lecture').then(({ createLecture }) => {
      const lecture = createLecture(container, host);
      effect(() => {
        if (state.value) lecture.show(state.value);
      });
      return lecture;
    });
    return loading;
  };
  async function act(on: (lecture: Lecture) => unknown) {
    try {
      await on(await load());
    } catch (error) {
      // A hall's network may be gone by now; it may also come back.
      loading = undefined;
      fail(error as Error);
    }
  }
  const start = () => act((lecture) => lecture.start());
  opener.addEventListener('click', start);
  document.addEventListener('dragover', (event) => {
    if (isFile(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void act((lecture) => lecture.open(file));
  });
  const named = new URLSearchParams(location.search).has(LESSON_PARAMETER);
  if (named || stored(PLACE_KEY) !== undefined) void start();
}
