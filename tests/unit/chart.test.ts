import { describe, expect, it } from 'vitest';
import { wrapped } from '../../src/chart/caveat';
import { domainOf } from '../../src/chart/domain';
import { textWidth } from '../../src/chart/label';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { predict } from '../../src/model/theory/theory';

describe('the chart', () => {
  it('wraps a caveat to its width, losing no word', () => {
    const sentence = 'Digits differ in norm: theory tells the first layer’s pre-activation only.';
    for (const width of [1, 80, 200, 400, 2000]) {
      const lines = wrapped(sentence, width, 16);
      expect(lines.join(' ')).toBe(sentence);
      // A word wider than the line stands alone.
      for (const line of lines)
        expect(textWidth(line, 16) <= width || !line.includes(' ')).toBe(true);
    }
    expect(wrapped(sentence, 2000, 16)).toHaveLength(1);
  });

  it('shows what theory predicts, as far as float32 reaches', () => {
    const [low, high] = domainOf([], predict(defaultExperiment), 'post');
    expect(high).toBeGreaterThan(77);
    expect(low).toBeLessThanOrEqual(-1);
    expect(domainOf([], undefined, 'gradPre')).toEqual([-1, 1]);
    const backward = experimentWith(defaultExperiment, { backward: true }) as Experiment;
    expect(domainOf([], predict(backward), 'gradPost')[1]).toBeGreaterThan(77);
  });
});
