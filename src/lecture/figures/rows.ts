/** The small figures: what each is and how it is made. */
import type { FigureRow } from './figure';
import type { FigureName } from './table';

export const figureRows = {} satisfies Partial<Record<FigureName, FigureRow>>;
