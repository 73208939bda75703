import { textAt } from '../../../dom/svg';
import type { LayerReport } from '../../../model/report';
import type { Size } from '../kit/stage';
import { measuredFactors, predictedFactors } from './numbers';
import { isMeasured, type Measured, rows } from './words';

type Row = (typeof rows)[number];

/** Height of a line, and of the histograms at least, in font sizes. */
const [LINE, LEAST] = [1.3, 6.5];
/** Width in which all columns have room, in font sizes. */
const ALL = 31;

/** How many rows have room below histograms; a head comes with them. */
const rowsIn = ({ height, fontSize }: Size) =>
  Math.max(0, Math.min(rows.length, Math.floor((height / fontSize - LEAST) / LINE) - 1));

/** What the table takes from a picture's height; 0 where no row has room. */
export function tableHeight(size: Size): number {
  const shown = rowsIn(size);
  return shown === 0 ? 0 : (shown + 1.2) * LINE * size.fontSize;
}

interface Column {
  readonly head: string;
  /** Where it ends, in shares of the width: with all columns, and with only the last two. */
  readonly end: number;
  readonly narrow?: number;
  tell(row: Row, report: LayerReport): string;
}

const columns: readonly Column[] = [
  { head: 'before', end: 0.41, tell: (row, { pre }) => row.of(pre) },
  { head: 'after', end: 0.57, tell: (row, { post }) => row.of(post) },
  {
    head: 'measured',
    end: 0.79,
    narrow: 0.7,
    tell: (row, report) => row.factor(measuredFactors(report)),
  },
];

/** What was measured beside what theory says, at the foot of the picture. */
export function reluTable(size: Size, slope: number, measured: Measured): SVGElement[] {
  const { width, height, fontSize } = size;
  const isWide = width > ALL * fontSize;
  const [left, right] = [0.7 * fontSize, width - 0.7 * fontSize];
  const first = height - tableHeight(size) + LINE * fontSize;
  const shown = rows.slice(0, rowsIn(size)).map((row, i) => ({
    row,
    y: first + (i + 1) * LINE * fontSize,
  }));
  const theory = predictedFactors(slope);
  const column = (x: number, head: string, tell: (row: Row) => string, classes = '') => [
    textAt(head, [x, first], 'end', 'muted'),
    ...shown.map(({ row, y }) => textAt(tell(row), [x, y], 'end', classes)),
  ];
  return [
    ...shown.map(({ row, y }) => textAt(row.name, [left, y])),
    ...columns.flatMap(({ head, end, narrow, tell }) => {
      const share = isWide ? end : narrow;
      const told = (row: Row) => (isMeasured(measured) ? tell(row, measured) : '…');
      return share ? column(left + share * (right - left), head, told, narrow ? 'strong' : '') : [];
    }),
    ...column(right, 'theory', (row) => row.factor(theory)),
  ];
}
