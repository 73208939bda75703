/** Scripts that an experiment can be copied as: a row each. */
import { jax } from './jax';
import { keras } from './keras';
import { pytorch } from './pytorch';
import type { Script } from './script';

export const scripts = { pytorch, jax, keras } as const satisfies Record<string, Script>;
export type ScriptName = keyof typeof scripts;
