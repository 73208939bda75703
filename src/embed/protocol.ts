/** Answers messages: each kind has its act, and everything is checked before anything is done. */
import { Problem } from '../model/problem';
import type { Changes, EmbedHost } from './host';
import { type Kind, type Message, read } from './messages';
import { createTeller, type PlainRun } from './reports';
import { MARK, VERSION, VERSIONS } from './version';

/** What an answer says beyond which message it answers. */
type Said = Readonly<Record<string, unknown>>;

/** The answer to a message: `problem` is there where nothing, or with `set` not all, was done. */
export interface Answer extends Said {
  readonly kind: 'answer';
  /** The message's, if it had one. */
  readonly id?: string | number;
  readonly ok: boolean;
  readonly problem?: string;
}

/** A run that was subscribed to, as far as it has come. */
export interface Report extends PlainRun {
  readonly kind: 'report';
  /** The subscription's, if it had one. */
  readonly id?: string | number;
}

type Acts = {
  readonly [K in Kind]: (message: Message<K>) => Said | Problem | Promise<Said | Problem>;
};

/** As `<img src>` takes it, and JSON. */
const asUrl = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/** Marks what is sent as ours, and with the version that it speaks. */
export const marked = <T extends object>(said: T) => ({ [MARK]: VERSION, ...said });

/** An id that an answer may carry: whatever else was in its place is not sent back. */
const idOf = ({ id }: Said) => (typeof id === 'string' || typeof id === 'number' ? { id } : {});

/**
 * Answers what `isOurs`. `tell` is given a subscription's reports, until another takes its place or
 * `alive` ends.
 */
export function createProtocol(
  host: EmbedHost,
  tell: (report: Report) => void,
  alive: AbortSignal,
): (data: Said) => Promise<Answer> {
  let subscription = new AbortController();

  const now = (): Said => ({ experiment: { ...host.experiment() }, link: host.link() });
  const told = (problems: readonly string[]) => problems.length > 0 && { problems };
  const changed = (changes: Changes): Said | Problem => host.change(changes) ?? now();

  const acts: Acts = {
    hello: () => ({ versions: VERSIONS, ...now(), ...told(host.problems) }),
    set({ link, experiment }) {
      if (experiment) return host.setExperiment(experiment) ?? now();
      return { ...told(host.setLink(link!)), ...now() };
    },
    change: ({ experiment, view }) => changed({ experiment, view }),
    async run({ experiment, ...choice }) {
      const problem = experiment && host.change({ experiment });
      if (problem) return problem;
      const run = await host.ended();
      return run instanceof Problem ? run : { ...now(), layers: createTeller(choice)(run).layers };
    },
    step({ by }) {
      host.step(by);
      return now();
    },
    play({ playing, time, speed, loop }) {
      const said = Object.entries({ playing, time, speed, loop });
      host.play(Object.fromEntries(said.filter(([, value]) => value !== undefined)));
      return now();
    },
    subscribe({ id, ...choice }) {
      subscription.abort();
      subscription = new AbortController();
      const teller = createTeller(choice);
      host.follow(
        (run) => tell({ ...idOf({ id }), kind: 'report', ...teller(run) }),
        AbortSignal.any([alive, subscription.signal]),
      );
      return {};
    },
    unsubscribe() {
      subscription.abort();
      return {};
    },
    async picture({ width }) {
      const blob = await host.picture(width);
      return blob
        ? { picture: await asUrl(blob) }
        : new Problem(
            'There is no picture: without WebGPU, or before its first run, the lab draws none.',
          );
    },
  };

  async function outcome(data: Said): Promise<Said | Problem> {
    const version = data[MARK];
    if (version !== VERSION)
      return new Problem(
        `This lab speaks version ${VERSIONS.join(', ')} of its messages, and this one says ${MARK}: ${JSON.stringify(version) ?? typeof version}.`,
      );
    const message = read(data);
    if (message instanceof Problem) return message;
    return (acts[message.kind] as (message: Message) => Said | Problem | Promise<Said | Problem>)(
      message,
    );
  }

  return async (data) => {
    let said: Said | Problem;
    try {
      said = await outcome(data);
    } catch (error) {
      said = new Problem(
        `The lab could not do it: ${error instanceof Error ? error.message : error}`,
      );
    }
    const head = { ...idOf(data), kind: 'answer' } as const;
    if (!(said instanceof Problem)) return { ...head, ok: true, ...said };
    const isForeign = data[MARK] !== VERSION;
    return { ...head, ok: false, problem: said.sentence, ...(isForeign && { versions: VERSIONS }) };
  };
}
