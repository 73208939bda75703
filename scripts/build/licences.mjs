/** Collects what the page is made of besides its own text: packages, their versions and licences. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ID = 'virtual:licences';

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Where Node finds a package from a folder. */
function folderOf(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(folder)) return folder;
  const above = dirname(from);
  if (above === from) throw new Error(`The package ${name} is not installed.`);
  return folderOf(name, above);
}

/** A package's folder, and those of all that it depends on. */
const foldersFrom = (folder) =>
  Object.keys(manifestOf(folder).dependencies ?? {}).flatMap((name) => {
    const its = folderOf(name, folder);
    return [its, ...foldersFrom(its)];
  });

function licenceOf(folder) {
  const { name, version, license, author } = manifestOf(folder);
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const holder = typeof author === 'string' ? author : author?.name;
  return {
    name,
    version,
    licence: license,
    text: file
      ? readFileSync(join(folder, file), 'utf8').trim()
      : `${license}, ${holder?.replace(/ *[<(].*/, '') ?? name}`,
  };
}

/** Of a project: what its package.json depends on, and what that does, by name. */
export const licencesOf = (root) =>
  [...new Set(foldersFrom(root))].map(licenceOf).sort((a, b) => a.name.localeCompare(b.name, 'en'));

/**
 * A plugin of Vite's: `virtual:licences` is that list.
 * @returns {import('vite').Plugin}
 */
export function licences() {
  let root;
  return {
    name: 'initscope:licences',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) =>
      id === `\0${ID}` ? `export default ${JSON.stringify(licencesOf(root))}` : undefined,
  };
}
