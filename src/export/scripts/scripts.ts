/** Scripts that an experiment can be copied as: a row each. */
import { pytorch } from './pytorch';
import type { Script } from './script';

export const scripts = { pytorch } as const satisfies Record<string, Script>;
export type ScriptName = keyof typeof scripts;
