/** Figures as tables show them. */
import { readable } from '../model/format';

export const percent = (share: number) => {
  const text = (100 * share).toFixed(2);
  // 99.996 % must not read as 100 %, nor 0.004 % as none: that is what the columns are for.
  if (share === 0 || share === 1) return `${Math.round(100 * share)} %`;
  return `${{ '100.00': '99.99', '0.00': '0.01' }[text] ?? text} %`;
};

export const figure = (x: number) => readable(x, 3, true);
