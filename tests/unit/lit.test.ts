import { describe, expect, it } from 'vitest';
import { litLayer } from '../../src/app/lit';

const nothing = {
  pointed: undefined,
  selected: undefined,
  time: undefined,
  depth: 8,
  quantity: 'post',
} as const;

describe('the layer that stands out', () => {
  it('is the one that is pointed at, else the one that is read, else the one just played', () => {
    expect(litLayer('a', nothing)).toBeUndefined();
    const played = { ...nothing, time: 3 };
    expect(litLayer('a', played)).toEqual({ layer: 3 });
    const read = { ...played, selected: { layer: 5, of: 'a' } } as const;
    expect(litLayer('a', read)).toEqual({ layer: 5 });
    const pointed = { ...read, pointed: { layer: 6, bin: 7 } };
    expect(litLayer('a', pointed)).toEqual({ layer: 6, bin: 7 });
  });

  it('is read in its own picture only', () => {
    const read = { ...nothing, selected: { layer: 5, of: 'b' } } as const;
    expect(litLayer('a', read)).toBeUndefined();
    expect(litLayer('b', read)).toEqual({ layer: 5 });
  });

  it('follows gradients backward, and is none once all is shown', () => {
    expect(litLayer('a', { ...nothing, quantity: 'gradPost', time: 3 })).toEqual({ layer: 5 });
    expect(litLayer('a', { ...nothing, time: 8 })).toBeUndefined();
    expect(litLayer('a', { ...nothing, quantity: 'weight', time: 7 })).toBeUndefined();
  });
});
