/** The small figures: what each is and how it is made. */

import { asterisk } from './asterisk/asterisk';
import { deviations } from './deviations/deviations';
import { divide } from './divide/divide';
import type { FigureRow } from './figure';
import { relu } from './relu/relu';
import { sums } from './sums/sums';
import type { FigureName } from './table';
import { walks } from './walks/walks';

export const figureRows = {
  deviations,
  asterisk,
  divide,
  relu,
  sums,
  walks,
} satisfies Partial<Record<FigureName, FigureRow>>;
