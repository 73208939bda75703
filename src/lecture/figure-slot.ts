import type { Figure, FigureHost, FigureRow } from './figures/figure';
import { figureRows } from './figures/rows';
import type { LectureHost, LectureState } from './host';
import type { FigureSetting } from './lesson';

const initial = ({ options }: FigureRow) =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));

/** Holds the figure of the step that is shown, if it has one. */
export function createFigureSlot(measure: LectureHost['measure'], changed: () => void) {
  let figure: Figure | undefined;
  let host: FigureHost | undefined;

  return {
    /** The step's figure, as it begins. */
    open(setting: FigureSetting | undefined, { theme, experiment }: LectureState) {
      figure?.dispose();
      figure = undefined;
      if (!setting) return undefined;
      const row: FigureRow = figureRows[setting.name];
      host = { theme, seed: experiment.seed, measure, changed };
      figure = row.create({ ...initial(row), ...setting.options }, host);
      return figure.element;
    },
    /** Follows the theme and the seed. */
    show({ theme, experiment: { seed } }: LectureState): void {
      if (!figure || !host || (theme === host.theme && seed === host.seed)) return;
      host = { ...host, theme, seed };
      figure.show(host);
    },
    /** The figure's live values; NaN for what it has not measured yet. */
    values: () =>
      Object.fromEntries(
        Object.entries(figure?.values() ?? {}).filter(([, value]) => !Number.isNaN(value)),
      ),
    close(): void {
      figure?.dispose();
      figure = undefined;
    },
  };
}
