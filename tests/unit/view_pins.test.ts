import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/model/experiment';
import { MAX_PINS, type Pin, pinned, renamed, unpinned } from '../../src/model/pins';

const pin: Pin = { name: 'normal, identity', experiment: defaultExperiment };
const names = (pins: readonly Pin[]) => pins.map(({ name }) => name);

describe('pins', () => {
  it('are at most four, each with a name of its own', () => {
    let pins: readonly Pin[] = [];
    for (let i = 0; i < 6; i++) pins = pinned(pins, pin);
    expect(pins).toHaveLength(MAX_PINS);
    expect(names(pins).slice(0, 3)).toEqual([
      'normal, identity',
      'normal, identity 2',
      'normal, identity 3',
    ]);
    expect(names(unpinned(pins, 1))[1]).toBe('normal, identity 3');
  });

  it('take another name, but neither none nor another’s', () => {
    const pins = pinned(pinned([], pin), pin);
    expect(names(renamed(pins, 1, ' mine '))).toEqual(['normal, identity', 'mine']);
    expect(renamed(pins, 1, '  ')).toBe(pins);
    expect(names(renamed(pins, 1, 'normal, identity'))[1]).toBe('normal, identity 2');
  });
});
