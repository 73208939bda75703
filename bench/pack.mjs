/**
 * `npm run bench:pack -- FOLDER`: writes a folder that measures a Linux machine (x86-64) which has a Vulkan
 * driver and neither network nor Node: there, `bash FOLDER/run.sh OUT.json` runs the kernels' tests,
 * PyTorch's cases and the bench with its peers on that adapter, and prints and writes one JSON.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'vite';
import { loaderOf } from './vulkan.mjs';

const here = import.meta.dirname;
const root = join(here, '..');

const fail = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

const MAIN = `import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
const { create, globals } = createRequire(import.meta.url)('./dawn.node');
// What create returns must stay referenced, or it is collected and the device dies.
// Timestamps to the nanosecond: nobody else's secrets are on this machine.
const gpu = create(['disable-dawn-features=timestamp_quantization']);
Object.assign(globalThis, globals, { initscopeGpu: gpu });
Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
const { main } = await import('./bench.mjs');
const [file, ...parts] = process.argv.slice(2);
await main(parts, (result) => writeFileSync(file, JSON.stringify(result, null, 2) + '\\n'));
console.log(readFileSync(file, 'utf8'));
process.exit(0);
`;

const RUN = `#!/usr/bin/env bash
# bash run.sh OUT.json [PART …]: ceilings, kernels, parity, large, bench; all of them if none is named
set -eu
[ $# -ge 1 ] || { echo 'A file for the result is wanted: bash run.sh OUT.json [PART …]' >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
for name in node dawn.node; do [ -e "$here/$name" ] || xz -dc "$here/$name.xz" > "$here/$name"; done
chmod +x "$here/node"
# Chromium's Vulkan loader, where the system has none.
if ! ldconfig -p 2>/dev/null | grep -q libvulkan.so.1; then
  export LD_LIBRARY_PATH="$here\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
# A driver that is mounted into a container often lies where no loader looks.
for icd in {/usr/local,}{/nvidia/share,/share,/etc,/usr/share}/vulkan/icd.d/nvidia_icd.json; do
  if [ -z "\${VK_DRIVER_FILES:-}\${VK_ICD_FILENAMES:-}" ] && [ -f "$icd" ]; then export VK_DRIVER_FILES="$icd"; fi
done
# What the driver calls the card, where it says so: adapters have short names.
export CARD="\${CARD:-$(nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null || true)}"
exec "$here/node" "$here/main.mjs" "$@"
`;

const folder = process.argv[2];
if (!folder || process.argv.length > 3) fail('One FOLDER is wanted: npm run bench:pack -- FOLDER');
const out = resolve(folder);
const dawn = join(here, 'node_modules/webgpu/dist/linux-x64/dawn.node');
if (!existsSync(dawn)) fail('The bench’s own packages are missing: npm run bench:install');
if (process.platform !== 'linux' || process.arch !== 'x64')
  fail(`What is packed is Linux’s on x86-64; this is ${process.platform} on ${process.arch}.`);
if (existsSync(out) && !existsSync(join(out, 'run.sh')))
  fail(`${folder} exists and is no packed bench: name a folder that may be written anew.`);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// What Vitest is made of is a dependency of Vitest alone.
const vitest = createRequire(
  createRequire(join(root, 'package.json')).resolve('vitest/package.json'),
);
const part = (name) => dirname(vitest.resolve(`${name}/package.json`));
await build({
  root: here,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: join(here, 'packed/main.ts'),
    outDir: out,
    emptyOutDir: false,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'bench.mjs', chunkFileNames: '[name].mjs' } },
  },
  resolve: {
    alias: [
      { find: /^vitest$/, replacement: join(here, 'packed/vitest.ts') },
      { find: /^@vitest\/(runner|expect)$/, replacement: `${part('vitest')}/../@vitest/$1` },
    ],
  },
  ssr: { noExternal: true, target: 'node' },
});
const compress = (from, name) =>
  execFileSync('sh', ['-c', 'xz -T0 -3 -c "$0" > "$1"', from, join(out, `${name}.xz`)]);
compress(process.execPath, 'node');
compress(dawn, 'dawn.node');
copyFileSync(await loaderOf(), join(out, 'libvulkan.so.1'));
writeFileSync(join(out, 'main.mjs'), MAIN);
writeFileSync(join(out, 'run.sh'), RUN);
console.log(
  execFileSync('du', ['-sh', relative(process.cwd(), out)])
    .toString()
    .trim(),
);
