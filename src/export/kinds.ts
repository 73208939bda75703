/** What JSON files of Initscope say that they are, as their “kind”. */
export const kinds = { one: 'initscope measurement', sweep: 'initscope sweep' } as const;

export type Kind = (typeof kinds)[keyof typeof kinds];
