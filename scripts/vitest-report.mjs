import { relative } from 'node:path';

const firstLine = (text) => text.split('\n')[0];

/**
 * What Vitest's JSON report of a project comes to: how many tests passed, and a line for each that did not,
 * which is for whoever sees only the end of all that was printed. A test that did not run, a file that cannot be
 * loaded, an error outside of all tests, and a project without tests have failed.
 *
 * @param project its name, at the head of every line
 * @param report the parsed report; undefined where Vitest wrote none
 * @param status Vitest's exit status
 * @param root the folder that files are named from
 * @returns {{ passed: number, failures: string[] }}
 */
export function outcomeOf(project, report, status, root) {
  if (!report) return { passed: 0, failures: [`${project}: ended without a report`] };
  const failures = [];
  for (const { name, assertionResults, status: whole, message } of report.testResults) {
    const fail = (...words) => failures.push([project, relative(root, name), ...words].join(': '));
    const missed = assertionResults.filter((test) => test.status !== 'passed');
    for (const { fullName, status: how, failureMessages } of missed)
      fail(fullName, how === 'failed' ? firstLine(failureMessages[0] ?? '') : 'did not run');
    if (whole === 'failed' && missed.length === 0) fail(firstLine(message));
  }
  if (report.numTotalTests === 0) failures.push(`${project}: has no tests`);
  if (status !== 0 && failures.length === 0)
    failures.push(`${project}: ended with status ${status}`);
  return { passed: report.numPassedTests, failures };
}
