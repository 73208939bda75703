import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { version } from '../../src/model/version';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
const cited = parse(read('CITATION.cff'));
const made = JSON.parse(read('package.json'));

describe('CITATION.cff', () => {
  it('is of the version and the licence that package.json tells, and so is the page', () => {
    expect([cited.version, cited.license]).toEqual([made.version, made.license]);
    expect(version).toBe(made.version);
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });

  // As the schema of version 1.2.0 asks; https://github.com/citation-file-format/citation-file-format
  it('has what the format asks for, and nothing that it does not know', () => {
    expect(cited['cff-version']).toBe('1.2.0');
    for (const name of ['message', 'title']) expect(cited[name]).toMatch(/\w+/);
    for (const { authors } of [cited, ...cited.references]) {
      expect(authors.length).toBeGreaterThan(0);
      for (const one of authors) expect(one.name ?? one['family-names']).toMatch(/\w+/);
    }
    expect(cited.type).toBe('software');
    expect(Object.keys(cited).sort()).toEqual([
      ...['abstract', 'authors', 'cff-version', 'keywords', 'license', 'message'],
      ...['references', 'title', 'type', 'version'],
    ]);
    for (const { type, title } of cited.references)
      expect([type, title]).toEqual(['conference-paper', expect.any(String)]);
  });
});
