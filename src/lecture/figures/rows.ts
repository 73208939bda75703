/** The small figures: what each is and how it is made. */

import { asterisk } from './asterisk/asterisk';
import { backward } from './backward/backward';
import { deviations } from './deviations/deviations';
import { divide } from './divide/divide';
import type { FigureRow } from './figure';
import { relu } from './relu/relu';
import { sums } from './sums/sums';
import type { FigureName } from './table';
import { varianceOfN } from './variance-of-n/variance-of-n';
import { walks } from './walks/walks';

export const figureRows = {
  backward,
  deviations,
  asterisk,
  divide,
  relu,
  sums,
  'variance-of-n': varianceOfN,
  walks,
} satisfies Record<FigureName, FigureRow>;
