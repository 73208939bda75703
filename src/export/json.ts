/** Everything that was measured as JSON, and in it what the page is set to, which opens it again. */
import { figureIn, figureNames } from '../model/figures';
import { quantities } from '../model/histogram';
import type { LayerReport } from '../model/report';
import type { Page } from '../state/page';
import { binsOf } from './bins';
import type { Exported, ExportedRun, Job } from './exported';
import { kinds } from './kinds';

/** Version of the files that this page writes. */
export const VERSION = 1;

/** What of a page a file says; what is undefined is left out. */
export const settingsOf = ({ a, b, view, pins, layers, eye, selected }: Page) => ({
  experiment: a,
  compared: b,
  view,
  pins,
  layers,
  eye,
  selected,
});
export type Settings = ReturnType<typeof settingsOf>;

/** JSON has no NaN and no infinities: they are the texts that JavaScript and Python read as numbers. */
const written = (x: number | undefined) => (x === undefined || Number.isFinite(x) ? x : String(x));

async function quantitiesOf(run: ExportedRun, report: LayerReport) {
  const all: Record<string, unknown> = {};
  for (const quantity of quantities) {
    const statistics = report[quantity];
    if (!statistics) continue;
    const words = await run.histogram?.(report.layer, quantity);
    const bins = words && binsOf(statistics.histogram.range, words);
    all[quantity] = {
      ...Object.fromEntries(
        figureNames.map((name) => [name, written(figureIn(name, report, quantity))]),
      ),
      // [from, to, count]
      ...(bins && { histogram: bins.map((bin) => bin.map(written)) }),
    };
  }
  return all;
}

/** The text's parts, a line for each layer: of a deep network it is long. */
export async function jsonOf(exported: Exported, { signal, progress }: Job): Promise<string[]> {
  const { page, runs, adapter, version, link } = exported;
  const head = {
    kind: kinds.page,
    version: VERSION,
    software: `Initscope ${version}`,
    adapter,
    link,
  };
  const opening = JSON.stringify({ ...head, page: settingsOf(page) }).slice(0, -1);
  const parts = [`${opening},\n"runs": [`];
  const layers = runs.reduce((sum, { reports }) => sum + reports.length, 0);
  let done = 0;
  for (const [i, run] of runs.entries()) {
    const { name, experiment } = run;
    const named = JSON.stringify({ name, experiment, link: run.link }).slice(0, -1);
    parts.push(`${i > 0 ? ',' : ''}\n${named}, "layers": [`);
    for (const [j, report] of run.reports.entries()) {
      signal.throwIfAborted();
      const { layer, fanIn, units } = report;
      const text = JSON.stringify({ layer, fanIn, units, ...(await quantitiesOf(run, report)) });
      parts.push(`${j > 0 ? ',' : ''}\n${text}`);
      progress(++done / layers);
    }
    parts.push(']}');
  }
  parts.push('\n]}\n');
  return parts;
}
