/**
 * `npm run build:element`: `<init-scope>` as an ES module with its style sheets in it, in dist-element/.
 * What is needed on demand, such as the digits, is beside it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type Plugin, preprocessCSS, type ResolvedConfig } from 'vite';
import { inShadow } from './in-shadow.mjs';

const root = join(import.meta.dirname, '../..');
const SHEET = '\0sheet:';

/** An import of a style sheet hands it to `addSheet`, in place of a file of its own. */
function sheetsInside(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'sheets-inside',
    enforce: 'pre',
    configResolved(resolved) {
      config = resolved;
    },
    async resolveId(source, importer) {
      if (!source.endsWith('.css')) return undefined;
      const found = await this.resolve(source, importer, { skipSelf: true });
      // Not by its ending: what ends with “.css” is taken for a style sheet by Vite itself.
      return found && `${SHEET}${found.id}.js`;
    },
    async load(id) {
      if (!id.startsWith(SHEET)) return undefined;
      const file = id.slice(SHEET.length, -'.js'.length);
      const { code } = await preprocessCSS(await readFile(file, 'utf8'), file, config);
      const module = JSON.stringify(join(root, 'src/element/sheets.ts'));
      return `import { addSheet } from ${module}; addSheet(${JSON.stringify(inShadow(code))});`;
    },
  };
}

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [sheetsInside()],
  build: {
    outDir: 'dist-element',
    emptyOutDir: true,
    // A page that is not ours has no preloads of ours.
    modulePreload: false,
    chunkSizeWarningLimit: 1800,
    rolldownOptions: {
      input: 'src/element.ts',
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'init-scope.js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: 'chunks/[name]-[hash][extname]',
      },
    },
  },
});
