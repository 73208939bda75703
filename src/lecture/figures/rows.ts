/** The small figures: what each is and how it is made. */
import { deviations } from './deviations/deviations';
import { divide } from './divide/divide';
import type { FigureRow } from './figure';
import { sums } from './sums/sums';
import type { FigureName } from './table';
import { walks } from './walks/walks';

export const figureRows = {
  deviations,
  divide,
  sums,
  walks,
} satisfies Partial<Record<FigureName, FigureRow>>;
