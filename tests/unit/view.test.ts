import { describe, expect, it } from 'vitest';
import { systemTheme } from '../../src/app/preferences';
import { scaledBy } from '../../src/model/view';

describe('the view', () => {
  it('is scaled in steps, from 0.75 to 2', () => {
    expect(scaledBy(1, 1)).toBe(1.25);
    expect(scaledBy(2, 1)).toBe(2);
    expect(scaledBy(0.75, -1)).toBe(0.75);
  });

  it('begins with the theme that the system asks for, contrast first', () => {
    expect(systemTheme(() => false)).toBe('dark');
    expect(systemTheme((query) => query.includes('light'))).toBe('light');
    expect(systemTheme(() => true)).toBe('contrast');
  });
});
