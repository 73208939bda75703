/** What `npm run measure` is asked for on its command line. */
import { parseArgs } from 'node:util';
import { Problem } from '../../src/model/problem';

export const usage = `npm run --silent measure -- EXPERIMENT.json | LINK | "scheme=…&…" [options]
  --seeds K                     K seeds, from the experiment's own on
  --sweep gain=0.8:1.2:9        9 values from 0.8 to 1.2; gain=0.01:10:7:log equal in ratio
  --sweep activation=relu,tanh  these values
  --out FILE.csv|.json          every figure of every layer; without it, a summary is printed
  --cpu                         on the CPU, without Dawn
  --shard I/N                   every N-th run from the I-th on, into a .json
  --merge A.json B.json … --out FILE.csv|.json   the shards as one`;

/** The part of all runs that a shard is: 1 is the first. */
export type Shard = readonly [part: number, of: number];

export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'merge'; readonly files: readonly string[]; readonly out: string }
  | {
      readonly kind: 'measure';
      /** A file, a link, or a link's text. */
      readonly experiment: string;
      /** Undefined: as the experiment says. */
      readonly seeds: number | undefined;
      readonly sweep: string | undefined;
      readonly out: string | undefined;
      readonly shard: Shard | undefined;
      readonly cpu: boolean;
    };

const [MOST_SEEDS, MOST_SHARDS] = [1000, 9999];

/** A whole number without a sign, from 1 to `most`. */
const countIn = (text: string, most: number): number | undefined => {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : undefined;
};

function shardIn(text: string): Shard | Problem {
  const [part, of, ...more] = text.split('/').map((one) => countIn(one, MOST_SHARDS));
  return part && of && part <= of && more.length === 0
    ? [part, of]
    : new Problem(
        `--shard ${text} is not I/N, a part and of how many, as 1/8 to 8/8; at most ${MOST_SHARDS}.`,
      );
}

const options = {
  seeds: { type: 'string', multiple: true },
  sweep: { type: 'string', multiple: true },
  out: { type: 'string', multiple: true },
  shard: { type: 'string', multiple: true },
  cpu: { type: 'boolean', default: false },
  merge: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What an argument list asks for, or the first thing that is wrong with it. */
export function argumentsOf(args: readonly string[]): Asked | Problem {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return new Problem(`${(error as Error).message}\n${usage}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  for (const name of ['seeds', 'sweep', 'out', 'shard'] as const)
    if ((values[name]?.length ?? 0) > 1)
      return new Problem(`--${name} is given ${values[name]!.length} times: once is enough.`);
  const [seeds, sweep, out, shard] = [values.seeds, values.sweep, values.out, values.shard].map(
    (all) => all?.[0],
  );
  if (out !== undefined && !/\.(csv|json)$/i.test(out))
    return new Problem(`--out ${out} ends neither with .csv nor with .json.`);
  if (values.merge) return mergeOf(positionals, out);
  if (positionals.length !== 1)
    return new Problem(
      `One experiment is wanted, not ${positionals.length}; a link’s text needs quotes, as "scheme=kaiming_normal&depth=20".\n${usage}`,
    );
  const count = seeds === undefined ? undefined : countIn(seeds, MOST_SEEDS);
  if (seeds !== undefined && count === undefined)
    return new Problem(`--seeds ${seeds} is not a whole number from 1 to ${MOST_SEEDS}.`);
  const part = shard === undefined ? undefined : shardIn(shard);
  if (part instanceof Problem) return part;
  if (part && !out?.toLowerCase().endsWith('.json'))
    return new Problem('A shard is kept as JSON: add --out FILE.json. --merge makes a CSV of all.');
  const experiment = positionals[0]!;
  return { kind: 'measure', experiment, seeds: count, sweep, out, shard: part, cpu: values.cpu };
}

const parse = (args: readonly string[]) =>
  parseArgs({ args: [...args], allowPositionals: true, options });

function mergeOf(files: readonly string[], out: string | undefined): Asked | Problem {
  if (files.length === 0) return new Problem('--merge wants the files of the shards.');
  if (out === undefined) return new Problem('--merge wants --out FILE.csv or --out FILE.json.');
  return { kind: 'merge', files, out };
}
