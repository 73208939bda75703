import { describe, expect, it } from 'vitest';
import { bandInWords } from '../../src/chart/band';
import { layerName, percent, theLayer } from '../../src/model/format';
import { chartState, report } from './chart-making';

describe('a layer', () => {
  it('has a name, and the input its own', () => {
    expect([layerName(0), layerName(12), layerName(12, 50)]).toEqual([
      'input',
      'layer 12',
      'layer 12 of 50',
    ]);
    expect([layerName(0, 50), theLayer(0), theLayer(12)]).toEqual([
      'input',
      'the input',
      'layer 12',
    ]);
  });

  it('is the input where a band has come no further', () => {
    const state = chartState({ reports: [report(0, 1)], seeds: [[report(0, 4)]], seedCount: 2 });
    expect(bandInWords(state)).toMatch(/ at the input: /);
  });
});

describe('a share in percent', () => {
  it.each([
    [0, 2, '0 %'],
    [1, 0, '100 %'],
    [0.25, 2, '25.00 %'],
    [0.99996, 2, '99.99 %'],
    [0.00004, 2, '0.01 %'],
    [0.996, 0, '99 %'],
    [0.004, 0, '1 %'],
    [0.4964, 1, '49.6 %'],
  ])(
    '%d with %d decimals is %s: all and nothing are only what they are',
    (share, decimals, text) => {
      expect(percent(share, decimals)).toBe(text);
    },
  );
});
