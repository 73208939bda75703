/** The style sheets of a bundle for somebody else's document, which go into its shadow roots. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preprocessCSS } from 'vite';
import { inShadow } from './in-shadow.mjs';

const SHEET = '\0sheet:';

/**
 * An import of a style sheet hands it to `addSheet`, in place of a file of its own.
 * @returns {import('vite').Plugin}
 */
export function sheetsInside() {
  let config;
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
      const module = JSON.stringify(join(config.root, 'src/element/sheets.ts'));
      return `import { addSheet } from ${module}; addSheet(${JSON.stringify(inShadow(code))});`;
    },
  };
}
