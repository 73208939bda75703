/** What JSON files of Initscope say that they are, as their “kind”. */
export const kinds = {
  page: 'initscope page',
  one: 'initscope measurement',
  sweep: 'initscope sweep',
} as const;

/** Of what a terminal has measured. */
export const measured = [kinds.one, kinds.sweep] as const;
export type Kind = (typeof measured)[number];
