/** Lets the machine compute what the page asks for. */
import { batch, computed, type ReadonlySignal, signal, untracked } from '@preact/signals-core';
import { Queue } from '../engine/queue';
import type { Experiment } from '../model/experiment';
import type { LayerReport } from '../model/report';
import type { Page, Side } from '../state/page';
import { answers, type Request, type Run, requestsOf } from '../state/requests';
import { follow } from './follow';
import { type MachineSignal, SETTLES } from './machine';
import type { Notices } from './notices';
import type { Results } from './results';
import type { Store } from './store';

const titles: Readonly<Record<Request['store'], string>> = {
  a: 'This run failed',
  b: 'B’s run failed',
  unseen: 'Another run failed',
};

interface Followed extends Pick<Store, 'page' | 'dragged'>, MachineSignal {
  /** What is computed can be seen: the picture is there, or cannot be. */
  readonly pictured: ReadonlySignal<boolean>;
  readonly results: Results;
  readonly notices: Notices;
  /** A run is about to take the place of what a store holds. */
  begin(store: Request['store']): void;
}

export interface Runs {
  /** What is seen is whole, is on its way, or has failed. */
  readonly state: ReadonlySignal<'running' | 'done' | 'failed'>;
  /** The newest run of each side, undefined where it is not what the page asks for. */
  readonly current: Readonly<Record<Side, ReadonlySignal<Run | undefined>>>;
  /** All that the page asks for is there: nothing computes. */
  readonly resting: ReadonlySignal<boolean>;
  /** Runs an experiment for its reports, behind all that the page asks for. */
  measure(experiment: Experiment, signal: AbortSignal): Promise<readonly LayerReport[]>;
}

/** The part of a page that decides what is computed; pointer, clock and eye do not. */
const decisive: readonly ((page: Page) => unknown)[] = [
  ({ a }) => a,
  ({ b }) => b,
  ({ pins }) => pins,
  ({ view }) => view.axis,
  ({ view }) => view.quantity,
  ({ view }) => view.seeds,
  ({ view }) => view.comparison,
];

/** Asks for what the page wants, in its order. */
export function followRequests(
  alive: AbortSignal,
  { page, dragged, machine, isLost, works, prepare, pictured, results, notices, begin }: Followed,
): Runs {
  const decides = decisive.map((read) => computed(() => read(page.value)));
  const requests = computed(() => {
    for (const one of decides) one.value;
    return requestsOf(page.peek(), dragged.value);
  });
  const failures = signal(0);
  let queue: Queue | undefined;

  follow(alive, () => {
    const { engine } = machine.value;
    const here = new AbortController();
    untracked(results.forgetStores);
    const made = new Queue(engine, {
      holds: results.holds,
      begin: ({ store }) => begin(store),
      progress(run) {
        batch(() => {
          notices.say('run', undefined);
          notices.say('picture', undefined);
          results.take(run);
        });
        if (run.done) works();
      },
      fail({ store }, { message }) {
        failures.value++;
        setTimeout(() => {
          // A run that fails because its device is lost is repeated on the next one.
          if (here.signal.aborted || isLost.peek()) return;
          notices.say('run', {
            title: titles[store],
            sentence: message,
            remedy: 'Change the experiment to try again.',
          });
        }, SETTLES);
      },
      fault: (error) => notices.fault('The results', error),
    });
    queue = made;
    // What it begins with decides whether the machine is any good.
    prepare(requests.peek()[0]!);
    return () => {
      here.abort();
      made.close();
    };
  });
  follow(alive, () => {
    machine.value;
    const wanted = requests.value;
    results.want(wanted);
    queue!.want(wanted);
    failures.value = 0;
  });

  const { sides } = results;
  const ofSide = (side: Side) => requests.value.find(({ store }) => store === side);
  const state = computed(() => {
    for (const { value } of [failures, sides.a, sides.b]) void value;
    if (isLost.value || !pictured.value) return 'running';
    const seen = requests.value.filter(({ store }) => store !== 'unseen');
    if (seen.some((one) => queue?.hasFailed(one))) return 'failed';
    return seen.every(results.holds) ? 'done' : 'running';
  });
  const resting = computed(() => state.value === 'done' && requests.value.every(results.holds));

  const currentOf = (side: Side) =>
    computed(() => {
      const [run, request] = [sides[side].value, ofSide(side)];
      return run && request && answers(run, request) ? run : undefined;
    });
  return {
    state,
    current: { a: currentOf('a'), b: currentOf('b') },
    resting,
    measure: (experiment, signal) => queue!.measure(experiment, signal),
  };
}
