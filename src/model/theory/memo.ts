import { type Experiment, formatExperiment } from '../experiment';

/** Experiments that are on the page at once, and the last few: each slider's step is one more. */
const MOST = 16;

/** What decides theory: everything but the seed. */
const keyOf = (experiment: Experiment) =>
  formatExperiment(experiment)
    .filter(([name]) => name !== 'seed')
    .join();

/** Remembers theory's last results, so that another seed, or the same experiment again, costs none. */
export function remembered<V>(compute: (experiment: Experiment) => V): (e: Experiment) => V {
  const known = new Map<string, V>();
  return (experiment) => {
    const key = keyOf(experiment);
    const value = known.has(key) ? (known.get(key) as V) : compute(experiment);
    // The newest comes last, and the one that was asked for longest ago goes.
    known.delete(key);
    known.set(key, value);
    if (known.size > MOST) known.delete(known.keys().next().value!);
    return value;
  };
}
