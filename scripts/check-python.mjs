/**
 * `npm run check:python`: the Python package, installed by pip from its folder, in a real Jupyter kernel
 * whose widget is shown in a browser. PYTHON names the interpreter. Exits with 2 and a sentence where
 * Python or one of its packages is missing. Without anywidget a stand-in takes its place, and it is said.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const python = process.env.PYTHON ?? 'python3';
const NEEDED = ['pip', 'hatchling', 'traitlets', 'ipykernel', 'jupyter_client'];

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
const fail = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

const finds = (names) =>
  run(python, [
    '-c',
    `import importlib.util as u; print(*[n for n in ${JSON.stringify(names)} if not u.find_spec(n)])`,
  ]);
const { status, stdout } = finds(NEEDED);
if (status !== 0) fail(`${python} does not run: PYTHON can name another Python.`);
const missing = stdout.trim();
if (missing)
  fail(
    `${python} lacks ${missing.replaceAll(' ', ', ')}: on Debian, apt-get install python3-pip python3-hatchling python3-ipykernel, and PYTHON=/usr/bin/python3.`,
  );
const hasAnywidget = finds(['anywidget', 'ipywidgets']).stdout.trim() === '';
console.log(
  hasAnywidget
    ? 'anywidget: installed'
    : 'anywidget: not installed; python/tests/standin takes its place',
);

/** Runs a step whose failure ends the check. */
function step(command, args, env = process.env) {
  const { status: code } = run(command, args, { stdio: 'inherit', env });
  if (code !== 0) process.exit(1);
}

const installed = mkdtempSync(join(tmpdir(), 'initscope-python-'));
try {
  step('npm', ['run', '--silent', 'build:widget', '--', '--logLevel', 'warn']);
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--root-user-action=ignore',
    '--no-deps',
    '--no-build-isolation',
  ];
  step(python, [...pip, '--target', installed, './python']);
  const standin = hasAnywidget ? [] : [join(root, 'python/tests/standin')];
  const path = [installed, ...standin, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
  step(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'python'], {
    ...process.env,
    PYTHON: python,
    PYTHONPATH: path,
  });
} finally {
  rmSync(installed, { recursive: true });
}
