import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { pictures } from '../../scripts/pictures/table.mjs';
import { takePictures } from '../../scripts/pictures/take.mjs';
import { differing, type Shot } from './blocks';

/**
 * Which share of a part's blocks may differ, and from what difference on they count. Between what
 * must pass and what must not, in per cent of the blocks, measured on all kept pictures:
 *
 * | part  | beyond | another font, with other line breaks | the least fault              |
 * |-------|--------|--------------------------------------|------------------------------|
 * | stage | 20     | 1.1                                  | another preset 4.3, camera 22 |
 * | chart | 6      | 1.8                                  | another preset 18, missing 30 |
 * | inset | 20     | 1.0                                  | another layer 2.9            |
 *
 * The same page in the same browser differs by nothing at all.
 */
const allowed: Readonly<Record<string, { readonly level: number; readonly share: number }>> = {
  stage: { level: 20, share: 0.02 },
  chart: { level: 6, share: 0.06 },
  inset: { level: 20, share: 0.02 },
};

const folder = join(import.meta.dirname, '../../docs/pictures');
const names = Object.keys(pictures);
const allParts = JSON.parse(readFileSync(join(folder, 'parts.json'), 'utf8'));
const decoded = new Map(
  names.map((name) => [name, PNG.sync.read(readFileSync(join(folder, `${name}.png`)))]),
);
/** A kept picture, to be changed at will. */
function kept(name: string): Shot {
  const { width, height, data } = decoded.get(name)!;
  return { png: { width, height, data: Buffer.from(data) }, parts: allParts[name] };
}

/** Parts that look different. What lies below an inset is seen in part only. */
const changed = (a: Shot, b: Shot) =>
  Object.entries(allowed).flatMap(([part, { level, share }]) => {
    const covered = part === 'stage' && a.parts.inset && b.parts.inset;
    return !covered && differing(a, b, part, level) > share ? [part] : [];
  });

describe('the page', () => {
  const taken = takePictures(inject('url'));
  afterAll(() => taken.return());

  /** Pictures are taken in the table's order, each by the test that wants it. */
  async function take(wanted: string): Promise<Shot> {
    for (;;) {
      const { value, done } = await taken.next();
      if (done) throw new Error(`No picture ${wanted} was taken.`);
      const { name, file, parts } = value;
      if (name === wanted) return { png: PNG.sync.read(file), parts: parts as Shot['parts'] };
    }
  }

  it.each(names)('looks as it is kept: %s', async (name) => {
    expect(changed(await take(name), kept(name))).toEqual([]);
  });
});

describe('kept pictures', () => {
  it('are those of the table, and small', () => {
    const files = readdirSync(folder);
    expect(files.sort()).toEqual([...names.map((name) => `${name}.png`), 'parts.json'].sort());
    const bytes = files.map((file) => statSync(join(folder, file)).size);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(2.5e6);
  });

  it.each([
    ['normal', 'fix', ['stage', 'chart']],
    ['fix', 'relu', ['stage', 'chart']],
    ['relu', 'kaiming', ['stage', 'chart']],
    ['fix', 'kaiming', ['stage', 'chart']],
    ['normal', 'front', ['stage']],
    ['front', 'side', ['stage']],
    ['relu', 'top', ['stage']],
    ['normal', 'light', ['stage', 'chart']],
    ['normal', 'contrast', ['stage', 'chart']],
    ['kaiming', 'band', ['chart']],
    ['relu', 'inset', ['stage', 'chart', 'inset']],
  ])('would not pass for one another: %s, %s', (a, b, parts) => {
    expect(changed(kept(a), kept(b))).toEqual(parts);
  });

  it.each(names.filter((name) => allParts[name].chart))('would miss their chart: %s', (name) => {
    const shot = kept(name);
    const { data, width } = shot.png;
    const [left, top, across, down] = shot.parts.chart!;
    // The page's background, left of the chart.
    const background = data.subarray(4 * top * width, 4 * top * width + 4);
    for (let y = top; y < top + down; y++)
      for (let x = left; x < left + across; x++) data.set(background, 4 * (y * width + x));
    expect(changed(shot, kept(name))).toEqual(['chart']);
  });

  it.each(names)('would see red and blue exchanged: %s', (name) => {
    const shot = kept(name);
    const { data } = shot.png;
    for (let i = 0; i < data.length; i += 4) [data[i], data[i + 2]] = [data[i + 2]!, data[i]!];
    expect(changed(shot, kept(name))).not.toEqual([]);
  });
});
