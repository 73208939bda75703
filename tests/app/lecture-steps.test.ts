import { describe, expect, it } from 'vitest';
import { drop } from './lecture-page';
import { open, runEnds, useBrowser } from './page';

useBrowser();

const step = (fields: string, heading: string) => `---\n${fields}\n---\n### ${heading}\n\n`;
const lesson = [
  step(
    'lesson: Complete\nchapter: Only\nexperiment: { widths: [16], depth: 6, batch: 8 }',
    'Plain',
  ),
  step('view: { comparison: beside }', 'Compared'),
].join('');

describe('a step of a lesson', () => {
  it('is complete in itself: nothing that a hand has set before is left in it', async () => {
    const page = await open({ cpu: true, early: true });
    await page.evaluate(() => {
      location.hash = 'widths=8&depth=9&b.scheme=orthogonal&comparison=beside&layers=2-6&layer=3';
    });
    await runEnds(page);
    await expect.poll(() => page.locator('.lab-experiment').textContent()).toMatch(/^9 layers/);
    const b = page.locator('.lab-words .compared span').first();
    expect(await b.textContent()).toBe('orthogonal, identity');
    await drop(page, 'complete.md', lesson);
    await page.locator('.lecture-column h3', { hasText: 'Plain' }).waitFor();
    await page.keyboard.press('PageDown');
    await page.locator('.lecture-column h3', { hasText: 'Compared' }).waitFor();
    await runEnds(page);
    // B is what the step sets, not what was compared before.
    expect(await b.textContent()).toBe('normal, identity');
    expect(await page.locator('dialog.inset').isVisible()).toBe(false);
    const link = new URLSearchParams(new URL(page.url()).hash.slice(1));
    expect([...link.keys()].filter((name) => /^b\.|^layer/.test(name))).toEqual([]);
    expect(link.get('step')).toBe('1.2');
  });
});
