/** The small figures: what each is and how it is made. */
import type { FigureRow } from './figure';
import { sums } from './sums/sums';
import type { FigureName } from './table';

export const figureRows = {
  sums,
} satisfies Partial<Record<FigureName, FigureRow>>;
