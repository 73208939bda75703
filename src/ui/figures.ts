import { readable } from '../model/format';

/** A figure as tables show it. */
export const figure = (x: number) => readable(x, 3, true);
