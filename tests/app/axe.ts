import axe from 'axe-core';
import type { Page } from 'playwright';

/** What axe finds serious in the page, or in the part of it that a selector names. */
export async function serious(page: Page, part?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(
    (within) => (globalThis as never as { axe: typeof axe }).axe.run(within ?? document),
    part,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
