/**
 * A lab in a notebook: what a Python object says goes to the lab, what a person sets in it and what it
 * computes comes back. The names are those of python/initscope/widget.py.
 */
import type { ExperimentValues } from '../model/experiment';
import { Problem } from '../model/problem';
import { propertyNames } from '../model/properties';
import { defaultView } from '../model/view';
import type { Changes, EmbedHost, Standing } from './host';
import { plainLayer } from './reports';

/** What of anywidget's model is used: the values that Python shares. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
  save_changes(): void;
  send(message: unknown): void;
}

/** Experiments that Python wants measured beside what is shown. */
interface Asked {
  readonly id: number;
  readonly experiments: readonly Readonly<Record<string, unknown>>[];
}

/** An experiment's values by name, in the table's order. */
const plainExperiment = (experiment: ExperimentValues) =>
  Object.fromEntries(propertyNames.map((name) => [name, experiment[name]]));

/** Both are plain data, of one order. */
const isAlike = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Ties a lab to a model until `alive` ends. */
export function followNotebook(lab: EmbedHost, model: Model, alive: AbortSignal): void {
  /** Why what Python has set is not what the lab shows, as long as it shows the same. */
  let refusal: { readonly sentence: string; readonly at: Standing } | undefined;

  function put(values: Readonly<Record<string, unknown>>): void {
    const news = Object.entries(values).filter(([name, value]) => !isAlike(model.get(name), value));
    for (const [name, value] of news) model.set(name, value);
    if (news.length > 0) model.save_changes();
  }
  function tell(now: Standing): void {
    const stays = refusal?.at.experiment === now.experiment && refusal.at.view === now.view;
    put({
      experiment: plainExperiment(now.experiment),
      view: { ...now.view },
      problem: (stays ? refusal?.sentence : now.failure) ?? '',
      machine: now.machine,
    });
  }

  /** What Python does not name is as the machine starts. */
  const asked = {
    experiment: (): Changes => ({
      experiment: { ...lab.start(), ...(model.get('experiment') as object) },
    }),
    view: (): Changes => ({ view: { ...defaultView, ...(model.get('view') as object) } }),
  };
  /** Sets it; what is refused goes back to what the lab shows, with a sentence. */
  function take(next: Changes): void {
    const problem = lab.change(next);
    refusal = problem && { sentence: problem.sentence, at: lab.standing() };
    tell(lab.standing());
  }

  const taken = new Set<number>();
  async function measure({ id, experiments }: Asked): Promise<void> {
    for (const [index, values] of experiments.entries()) {
      const message = { kind: 'measured', id, index };
      const measured = await lab.measure(values);
      if (alive.aborted) return;
      if (measured instanceof Problem) model.send({ ...message, problem: measured.sentence });
      else
        model.send({
          ...message,
          experiment: plainExperiment(measured.experiment),
          layers: measured.reports.map((report) => plainLayer(report)),
        });
    }
  }
  function measureAsked(): void {
    for (const one of model.get('_asked') as readonly Asked[]) {
      if (taken.has(one.id)) continue;
      taken.add(one.id);
      void measure(one);
    }
  }

  take({ ...asked.experiment(), ...asked.view() });
  lab.watch(tell, alive);
  lab.follow(({ experiment, reports, done }) => {
    if (!done) return;
    const layers = reports.map((report) => plainLayer(report));
    put({ _reports: { experiment: plainExperiment(experiment), layers } });
  }, alive);
  measureAsked();

  const listeners = {
    'change:experiment': () => take(asked.experiment()),
    'change:view': () => take(asked.view()),
    'change:_asked': measureAsked,
  };
  for (const [event, listener] of Object.entries(listeners)) {
    model.on(event, listener);
    alive.addEventListener('abort', () => model.off(event, listener), { once: true });
  }
}
