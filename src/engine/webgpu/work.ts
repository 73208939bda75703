/** Rough costs in operations per element, by which submissions are sized. */
export const COST = {
  draw: 60,
  scale: 4,
  norm: 20,
  moments: 60,
  survey: 150,
  histogram: 100,
  columns: 60,
};
