import { describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../../src/model/experiment';
import { remembered } from '../../src/model/theory/prediction';
import { made } from './making';

describe('theory', () => {
  it('is computed once for all seeds of an experiment, and anew for another', () => {
    const compute = vi.fn(({ depth }: Experiment) => depth);
    const theory = remembered(compute);
    for (let seed = 0; seed < 32; seed++) expect(theory(made({ depth: 5, seed }))).toBe(5);
    expect(compute).toHaveBeenCalledTimes(1);
    expect(theory(made({ depth: 6 }))).toBe(6);
    expect(theory(made({ depth: 5, std: 0.5 }))).toBe(5);
    expect(compute).toHaveBeenCalledTimes(3);
  });

  it('is forgotten when it has not been asked for for long, and undefined is remembered', () => {
    const compute = vi.fn(() => undefined);
    const theory = remembered(compute);
    const first = made({ depth: 1 });
    for (let depth = 1; depth <= 16; depth++) theory(made({ depth }));
    theory(first);
    expect(compute).toHaveBeenCalledTimes(16);
    theory(made({ depth: 17 }));
    theory(first);
    expect(compute).toHaveBeenCalledTimes(17);
    theory(made({ depth: 2 }));
    expect(compute).toHaveBeenCalledTimes(18);
  });
});
