/** What can be saved or copied: a row each, in the order of the box. */
import { csvOf } from './csv';
import type { Exported, Job } from './exported';
import { encodingFor, filmed, filmOf } from './film';
import type { ExportHost, FigureOptions } from './host';
import { jsonOf } from './json';
import { chartOf, pngOf } from './picture';
import { withTexts } from './png';
import { scripts } from './scripts/scripts';

/** Groups of rows, and what is said over them. */
export const groups = {
  measured: 'everything measured',
  picture: 'a picture',
  script: 'the experiment as a program',
} as const;

/** What a row saves from. */
export interface Source {
  readonly host: ExportHost;
  readonly exported: Exported;
  readonly options: FigureOptions;
}

interface Saved {
  readonly blob: Blob;
  /** Of the file's name. */
  readonly ending: string;
}

interface OfferedRow {
  readonly group: keyof typeof groups;
  /** On its button. */
  readonly name: string;
  readonly does: string;
  /** Whether the browser can; without, it can. */
  offered?(options: FigureOptions): Promise<boolean>;
}

/** A row that makes a file. */
export interface SavedRow extends OfferedRow {
  save(source: Source, job: Job): Promise<Saved>;
}

/** A row that makes a text for the clipboard. */
export interface CopiedRow extends OfferedRow {
  copy(exported: Exported): { readonly text: string; readonly ending: string };
}

export type Row = SavedRow | CopiedRow;

/** Makes something of a stage, and takes the stage away. */
async function staged(
  { host }: Source,
  options: FigureOptions,
  job: Job,
  make: (stage: Awaited<ReturnType<ExportHost['stage']>>, job: Job) => Promise<Blob>,
): Promise<Blob> {
  const stage = await host.stage(options);
  try {
    const signal = AbortSignal.any([job.signal, stage.signal]);
    return await make(stage, { ...job, signal });
  } finally {
    stage.dispose();
  }
}

const copied = Object.values(scripts).map(
  ({ name, ending, write }): CopiedRow => ({
    group: 'script',
    name: `Copy as ${name}`,
    does: `the experiment in ${name}, with what was measured here beside what it prints`,
    copy: ({ runs: [a] }) => ({ text: write(a!.experiment, a!.reports), ending }),
  }),
);

export const rows: readonly Row[] = [
  {
    group: 'measured',
    name: 'CSV',
    does: 'every figure of every layer, quantity and run, as a table for pandas, R or a spreadsheet',
    async save({ exported }) {
      return { blob: new Blob([csvOf(exported)], { type: 'text/csv' }), ending: 'csv' };
    },
  },
  {
    group: 'measured',
    name: 'JSON',
    does: 'figures, histograms and settings; dropped on the page, it sets the page to them again',
    async save({ exported }, job) {
      const type = 'application/json';
      return { blob: new Blob(await jsonOf(exported, job), { type }), ending: 'json' };
    },
  },
  {
    group: 'picture',
    name: 'PNG',
    does: 'in the size above; what it shows is also written into the file',
    async save(source, job) {
      const { version, link } = source.exported;
      const blob = await staged(source, source.options, job, async (stage, job) =>
        withTexts(await pngOf(stage, source.options, job), {
          Description: stage.caption,
          Software: `Initscope ${version}`,
          Source: link,
        }),
      );
      return { blob, ending: 'png' };
    },
  },
  {
    group: 'picture',
    name: 'SVG of the chart',
    does: 'the chart alone, for a paper: fonts by name, lines to be edited',
    async save(source, job) {
      const options = { ...source.options, what: 'chart', captioned: false } as const;
      const blob = await staged(source, options, job, async (stage) => {
        stage.show(undefined);
        const text = chartOf(stage, options.transparent ? undefined : stage.background);
        return new Blob([text], { type: 'image/svg+xml' });
      });
      return { blob, ending: 'svg' };
    },
  },
  {
    group: 'picture',
    name: 'Video',
    does: 'the playback from the first layer to the last, at the speed of the playback bar',
    offered: async (options) => (await encodingFor(options)) !== undefined,
    async save(source, job) {
      const options = filmed(source.options);
      const encoding = await encodingFor(options);
      if (!encoding)
        throw new Error(`This browser encodes no video of ${options.width} × ${options.height}.`);
      const blob = await staged(source, options, job, (stage, job) =>
        filmOf(stage, options, encoding, source.host.speed(), job),
      );
      return { blob, ending: encoding.ending };
    },
  },
  ...copied,
];
