import { type File, startTests, type Task, type VitestRunner } from '@vitest/runner';

/** The files of tests that need an adapter and nothing of a page. */
const files = import.meta.glob([
  '../../tests/gpu/*.test.ts',
  '!../../tests/gpu/{dom,lecture_text,link_dialog,mounting,scene,bars}.test.ts',
]);

const LONGEST = 120_000;

export interface Failure {
  readonly test: string;
  readonly says: string;
}

const testsOf = (task: Task): Task[] =>
  task.type === 'suite' ? task.tasks.flatMap(testsOf) : [task];

const pathOf = (task: Task): string =>
  task.suite?.name ? `${pathOf(task.suite)} > ${task.name}` : task.name;

const failureOf = (task: Task, file: string): Failure => ({
  test: `${file}: ${pathOf(task)}`,
  says: (task.result?.errors ?? [])
    .map(({ message, stack }) => `${message}\n${stack}`)
    .join('\n')
    .slice(0, 900),
});

/** Runs the kernels' tests on this process's adapter. */
export async function kernels(): Promise<{ passed: number; failed: Failure[]; seconds: object }> {
  const runner: VitestRunner = {
    config: {
      root: '/',
      setupFiles: [],
      name: '',
      passWithNoTests: false,
      testNamePattern: undefined,
      allowOnly: false,
      sequence: { shuffle: false, concurrent: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
      chaiConfig: undefined,
      maxConcurrency: 1,
      testTimeout: LONGEST,
      hookTimeout: LONGEST,
      retry: 0,
      includeTaskLocation: false,
      diffOptions: undefined,
      tags: [],
      tagsFilter: undefined,
      strictTags: false,
    } as unknown as VitestRunner['config'],
    importFile: (path) => files[path]!(),
  };
  let passed = 0;
  const failed: Failure[] = [];
  const seconds: Record<string, number> = {};
  for (const path of Object.keys(files)) {
    const started = performance.now();
    const [file] = (await startTests([path], runner)) as File[];
    const name = path.split('/').at(-1)!;
    const tests = file!.tasks.flatMap(testsOf);
    if (file!.result?.state === 'fail' && file!.result.errors?.length)
      failed.push(failureOf(file!, name));
    for (const test of tests)
      if (test.result?.state === 'pass') passed += 1;
      else failed.push(failureOf(test, name));
    seconds[name] = Math.round((performance.now() - started) / 100) / 10;
    console.error(`${name}: ${tests.length} tests, ${seconds[name]} s`);
  }
  return { passed, failed, seconds };
}
