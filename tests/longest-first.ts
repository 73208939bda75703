import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long, by stage, the longest first: begun last they would leave one core idle. Without
 * a list, and on a machine that has not run them before, the largest files go first, and the longest
 * of all, which walk through tables, are small.
 */
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

const rank = ({ moduleId }: TestSpecification) => {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
  return place < 0 ? LONGEST.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
