/** The small figures by name. */
export const figureNames = [
  'variance-of-n',
  'walks',
  'asterisk',
  'sums',
  'divide',
  'deviations',
  'relu',
  'backward',
] as const;
export type FigureName = (typeof figureNames)[number];
