import { expect, it } from 'vitest';
import { outcomeOf } from '../../scripts/vitest-report.mjs';

const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
  fullName,
  status,
  failureMessages,
});
const file = (name: string, status: string, assertionResults: object[], message = '') => ({
  name: `/clone/tests/${name}`,
  status,
  message,
  assertionResults,
});
const report = (passed: number, total: number, ...testResults: object[]) => ({
  numPassedTests: passed,
  numTotalTests: total,
  testResults,
});
const good = file('good.test.ts', 'passed', [test('adds', 'passed')]);

it.each([
  ['all that passed', report(1, 1, good), 0, 1, []],
  [
    'a test that failed, with what it says first',
    report(1, 2, good, file('a.test.ts', 'failed', [test('b c', 'failed', 'no: 1\n at x', 'd')])),
    1,
    1,
    ['unit: tests/a.test.ts: b c: no: 1'],
  ],
  [
    'tests that did not run, which fail the project though Vitest does not',
    report(0, 2, file('a.test.ts', 'passed', [test('b', 'skipped'), test('c', 'todo')])),
    0,
    0,
    ['unit: tests/a.test.ts: b: did not run', 'unit: tests/a.test.ts: c: did not run'],
  ],
  [
    'a file that cannot be loaded',
    report(1, 1, good, file('a.test.ts', 'failed', [], 'Cannot find x\n at y')),
    1,
    1,
    ['unit: tests/a.test.ts: Cannot find x'],
  ],
  ['an error outside of all tests', report(1, 1, good), 1, 1, ['unit: ended with status 1']],
  ['no tests', report(0, 0), 0, 0, ['unit: has no tests']],
  ['no report', undefined, 137, 0, ['unit: ended without a report']],
])('the end of a run names %s', (_, parsed, status, passed, failures) => {
  expect(outcomeOf('unit', parsed, status, '/clone')).toEqual({ passed, failures });
});
