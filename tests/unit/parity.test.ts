import { describe, expect, it } from 'vitest';
import { problemOf } from '../../scripts/parity/run';
import { small } from '../parity-case';

describe('a case of parity', () => {
  it('is one that can be run', () => {
    expect(problemOf([small])).toBeUndefined();
  });

  it.each([
    [{ ...small, color: 1 }, 'There is no field “color”'],
    [{ ...small, std: 1 }, 'There is no field “std” for the scheme kaiming_normal'],
    [{ ...small, scheme: 'he' }, 'scheme “he” is not one of'],
    [{ ...small, activation: 'swish' }, 'activation “swish” is not one of'],
    [{ ...small, norm: 'group' }, 'normalisation “group” is not one of'],
    [{ ...small, widths: [784] }, 'widths [784] is not a list'],
    [{ ...small, batch: 0 }, 'batch 0 is not a whole number'],
    [{ scheme: 'eye', activation: 'relu', batch: 2 }, 'The field “widths” is missing'],
  ])('is refused by name: %j', (given, sentence) => {
    expect(problemOf([small, given])).toContain(`Case 2 (unnamed): ${sentence}`);
  });
});
