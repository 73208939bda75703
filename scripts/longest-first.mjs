/**
 * Test files that take long begin first, each stage's longest before all others: begun last they would
 * leave one core idle. Vitest by itself begins with the largest, and the longest are small ones that
 * walk through tables.
 */
import { BaseSequencer } from 'vitest/node';

const LONGEST = [
  'gpu/oracle',
  'gpu/mounting',
  'gpu/article',
  'gpu/reference',
  'unit/oracle',
  'unit/theory_engine',
  'unit/link',
  'unit/theory_rounding',
  'app/pictures',
  'app/lecture-screens',
  'app/page',
].map((name) => `/tests/${name}.test.ts`);

function rank({ moduleId }) {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
  return place < 0 ? LONGEST.length : place;
}

export class LongestFirst extends BaseSequencer {
  async sort(files) {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
