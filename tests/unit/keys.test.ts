import { describe, expect, it } from 'vitest';
import { labKeys, lectureKeys } from '../../src/model/keys';

const rows = [...Object.values(labKeys), ...Object.values(lectureKeys)];
const keys = rows.flatMap((row): readonly string[] => row.keys);

describe('the keys', () => {
  it('mean one thing each', () => {
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('are compared in lower case, and leave the browser its own', () => {
    expect(keys.filter((key) => key !== key.toLowerCase() || /^f\d/.test(key))).toEqual([]);
  });

  it('hold what clickers send, and both ways of it', () => {
    expect(lectureKeys.next.keys).toContain('pagedown');
    expect(lectureKeys.previous.keys).toContain('pageup');
    expect(lectureKeys.black.keys).toEqual(expect.arrayContaining(['b', '.']));
  });
});
