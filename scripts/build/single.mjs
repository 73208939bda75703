/** Builds the page as one HTML file, which opens from a stick or a mail by double click. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';

export const SINGLE = 'initscope.html';

/** No size is too large to go into the file. */
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * A script that HTML can hold: nothing in it ends the element, or begins a comment there.
 * @throws {SyntaxError} where that was no text of the script's, which `\x3C` is the same as.
 */
function inHtml(code) {
  const safe = code.replace(/<(?=\/script|!--)/gi, '\\x3C');
  parseAst(safe);
  return safe;
}

/**
 * A plugin of Vite's: in place of all other files it writes one, with scripts, styles, fonts and digits.
 * @returns {import('vite').Plugin}
 */
export function singleFile() {
  let icon;
  return {
    name: 'initscope:single',
    apply: 'build',
    enforce: 'post',
    config: () => ({
      build: {
        // The page that needs a server may stand beside it.
        emptyOutDir: false,
        copyPublicDir: false,
        assetsInlineLimit: ALL,
        chunkSizeWarningLimit: ALL,
        cssCodeSplit: false,
        modulePreload: false,
        rolldownOptions: { output: { codeSplitting: false } },
      },
    }),
    configResolved({ publicDir }) {
      icon = readFileSync(join(publicDir, 'favicon.svg')).toString('base64');
    },
    transformIndexHtml: {
      order: 'post',
      // Nobody installs a file.
      handler: (html) =>
        html
          .replace(/^\s*<link rel="(?:manifest|apple-touch-icon)".*\n/gm, '')
          .replace(/(<link rel="icon" href=")[^"]*/, `$1data:image/svg+xml;base64,${icon}`),
    },
    generateBundle: {
      // Vite's own comes last otherwise.
      order: 'post',
      handler(_, bundle) {
        const { 'index.html': page, ...others } = bundle;
        let html = page.source;
        for (const { fileName, code, source } of Object.values(others)) {
          const [tag] = html.match(new RegExp(`^.*(?:src|href)="\\./${fileName}".*$`, 'm')) ?? [
            undefined,
          ];
          if (!tag) throw new Error(`${fileName} has no place in the single file.`);
          html = code
            ? html
                .replace(`${tag}\n`, '')
                // Behind what says that the page has not started yet.
                .replace('</body>', () => `<script type="module">${inHtml(code)}</script>\n</body>`)
            : html.replace(tag, () => `<style>${source}</style>`);
          delete bundle[fileName];
        }
        page.fileName = SINGLE;
        page.source = html;
      },
    },
  };
}
