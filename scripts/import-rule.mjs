/** imports.grit, no cycles, and no DOM in tsconfig.worker.json's folders: planted, to see that they bite. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOMS = ['scene', 'chart', 'ui', 'lecture', 'embed', 'export', 'data', 'engine', 'state'];
/** What stands in src itself. */
const TOP = ['main', 'library'];
const TARGETS = [...ROOMS, 'dom', 'model', 'app', 'element', ...TOP];
const ICON = 'bootstrap-icons/icons/play.svg?raw';
/** Of it the version. */
const MANIFEST = 'package.json';
const OTHERS = [
  'd3-dsv',
  'd3-scale',
  'tweakpane',
  'lean-qr',
  'yaml',
  'valibot',
  '@preact/signals-core',
  ICON,
  MANIFEST,
];
const PACKAGES = ['three', ...OTHERS];

/** What a folder of src may import: other folders, and packages. */
const MAY = {
  model: [MANIFEST],
  dom: [],
  state: ['model', '@preact/signals-core'],
  data: ['model', 'd3-dsv'],
  engine: ['model'],
  scene: ['model', 'dom', 'three', 'd3-scale'],
  chart: ['model', 'dom', 'd3-scale'],
  ui: ['model', 'dom', 'tweakpane', '@tweakpane/core', 'lean-qr', ICON],
  lecture: ['model', 'dom', 'marked', 'temml', 'yaml', 'd3-scale'],
  embed: ['model', 'dom', 'valibot'],
  export: ['model', 'dom'],
  app: [...ROOMS, 'model', 'dom', ...OTHERS],
  element: ['app', 'ui', 'embed', 'model', 'dom', '@preact/signals-core'],
};

/** Whose types all of ROOMS may take. */
const TYPES = 'state';
const FORMS = {
  effects: (from) => `import '${from}';`,
  values: (from) => `import { x } from '${from}';`,
  reexported: (from) => `export * from '${from}';`,
  lazy: (from) => `import('${from}');`,
  inline: (from) => `import { type X } from '${from}';`,
  types: (from) => `import type {\n  X } from '${from}';`,
};

const specifier = (target, up) => {
  if (target === 'three') return 'three/webgpu';
  if (target === MANIFEST) return `${up}../${MANIFEST}`;
  if (PACKAGES.includes(target)) return target;
  return `${up}${TOP.includes(target) ? target : `${target}/${target}`}`;
};

/** Each a file with one import, and whether that is refused. Folders in folders keep to the same. */
const cases = Object.entries(MAY).flatMap(([room, may]) =>
  ['', '/deep', '/deep/er'].flatMap((below) => {
    const up = '../'.repeat(below.split('/').length);
    const file = (name) => `src/${room}${below}/${name}.ts`;
    const others = [...TARGETS, ...PACKAGES]
      .filter((target) => target !== room)
      .flatMap((target) =>
        Object.entries(FORMS).map(([form, written]) => ({
          file: file(`${form}-${target.replace(/\W/g, '')}`),
          text: written(specifier(target, up)),
          refused: !(
            may.includes(target) ||
            (form === 'types' && target === TYPES && ROOMS.includes(room))
          ),
        })),
      );
    const own = [`./${room}`, `./${TYPES}/x`, ...(below ? ['../x', '../other/x'] : [])];
    return [
      ...others,
      ...own.map((from, i) => ({
        file: file(`own-${i}`),
        text: `import '${from}';`,
        refused: false,
      })),
    ];
  }),
);

/** What is in src itself may import anything but three; the library the engine and the model alone. */
const top = [
  { file: 'src/top-three.ts', text: "import 'three/webgpu';", refused: true },
  { file: 'src/top-app.ts', text: "import './app/app';", refused: false },
];
const LIBRARY = ['engine', 'model'];
/** A folder each: there is one library, and each planted import wants a file of that name. */
const ofLibrary = [...TARGETS, ...PACKAGES]
  .filter((target) => target !== 'library')
  .flatMap((target) =>
    Object.values(FORMS).map((written, i) => ({
      file: `${target.replace(/\W/g, '')}-${i}/src/library.ts`,
      text: written(specifier(target, './')),
      refused: !LIBRARY.includes(target),
    })),
  );

const cycle = ['one', 'two'].map((name, i, both) => ({
  file: `src/ui/${name}.ts`,
  text: `import { x as y } from './${both[1 - i]}';\nexport const x = () => y;`,
}));

const DOM = ['document.title', 'window.name', 'new HTMLElement()', 'localStorage.length'];
const withDom = ['model', 'state', 'data', 'engine', 'engine/cpu'].flatMap((folder) =>
  DOM.map((use, i) => ({ file: `src/${folder}/dom-${i}.ts`, text: `export const x = ${use};` })),
);

/** `run` is spawnSync in a folder; returns what the rule lets through, or refuses without reason. */
export function holesInImportRule(root, run, bin) {
  const planted = mkdtempSync(join(tmpdir(), 'initscope-'));
  const said = (command, args) => {
    const options = { cwd: planted, stdio: 'pipe', encoding: 'utf8', maxBuffer: 2 ** 28 };
    const { stdout, stderr } = run(bin(command), args, options);
    return `${stdout}${stderr}`.replaceAll('\\', '/');
  };
  try {
    for (const name of ['biome.json', 'imports.grit', 'tsconfig.json', 'tsconfig.worker.json'])
      copyFileSync(join(root, name), join(planted, name));
    for (const { file, text } of [...cases, ...top, ...ofLibrary, ...cycle, ...withDom]) {
      mkdirSync(join(planted, dirname(file)), { recursive: true });
      writeFileSync(join(planted, file), `${text}\n`);
    }
    const linted = said('biome', ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '.']);
    const refusals = new Set(linted.match(/[\w/.-]*src\/\S+(?=:\d+:\d+ plugin)/g));
    const cycles = new Set(linted.match(/src\/\S+(?=:\d+:\d+ lint\/suspicious\/noImportCycles)/g));
    // Types of WebGPU are looked for beside the configuration.
    symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'), 'junction');
    const typed = said('tsc', ['--noEmit', '--pretty', 'false', '-p', 'tsconfig.worker.json']);
    return [
      ...[...cases, ...top, ...ofLibrary]
        .filter(({ file, refused }) => refusals.has(file) !== refused)
        .map(({ file, text, refused }) => `${refused ? 'lets' : 'refuses'} ${file}: ${text}`),
      ...cycle.filter(({ file }) => !cycles.has(file)).map(({ file }) => `lets ${file} be a cycle`),
      ...withDom
        .filter(({ file }) => !typed.includes(`${file}(`))
        .map(({ file, text }) => `lets ${file}: ${text}`),
    ].map((hole) => `The import rule ${hole}`);
  } finally {
    rmSync(planted, { recursive: true });
  }
}
