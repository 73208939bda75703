import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { figureNames } from '../../src/model/figures';
import { viewNames } from '../../src/model/view';

const text = readFileSync(join(import.meta.dirname, '../../docs/notebook.md'), 'utf8');

describe('docs/notebook.md', () => {
  it('lists every figure in its order', () => {
    expect(text).toContain(figureNames.map((name) => `\`${name}\``).join(' '));
  });

  it('lists every field of a view', () => {
    expect(text).toContain(`| ${viewNames.join(', ')}: `);
  });
});
