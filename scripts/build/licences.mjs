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

/** Types, and what d3-dsv's commands for a terminal use: nothing of them is in the page. */
const NOT_CARRIED = /^(?:@types\/.*|commander|iconv-lite|rw)$/;

/** A package's folder, and those of all that it depends on. */
const foldersFrom = (folder) =>
  Object.keys(manifestOf(folder).dependencies ?? {}).flatMap((name) => {
    if (NOT_CARRIED.test(name)) return [];
    const its = folderOf(name, folder);
    return [its, ...foldersFrom(its)];
  });

/** MIT's terms, as they stand in our own licence, for those who say no more than their name. */
const mitTerms = (root) => /Permission is hereby.*/s.exec(textOf(root))[0];

/** The file with a package's licence, if there is one. */
function textOf(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file && readFileSync(join(folder, file), 'utf8').trim();
}

/** @throws {Error} where a licence is not known: it has to be looked at. */
function licenceOf(folder, root) {
  const { name, version, license: licence, author } = manifestOf(folder);
  const holder = typeof author === 'string' ? author : author?.name;
  const text =
    textOf(folder) ??
    (licence === 'MIT' && holder && `Copyright (c) ${holder}\n\n${mitTerms(root)}`);
  if (!licence || !text) throw new Error(`The package ${name} does not tell its licence.`);
  return { name, version, licence, text };
}

/** Of a project: what its package.json depends on, and what that does, by name. */
export const licencesOf = (root) =>
  [...new Set(foldersFrom(root))]
    .map((folder) => licenceOf(folder, root))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

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
