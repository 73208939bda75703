/** The export box, as a hand uses it, and what is in the files that it saves. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { check, LONGEST, within } from './page';

const boxOf = (page: Page) => page.locator('.export-box');

/** Opens the box, whose content comes on demand. */
export async function openBox(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'export', exact: true }).click();
  await boxOf(page).getByRole('button', { name: 'CSV' }).waitFor();
}

/** Sets what a picture has, without regard to whether the box is open. */
export async function setPicture(
  page: Page,
  options: {
    readonly size: readonly [width: number, height: number];
    readonly what?: string;
    readonly toggle?: readonly string[];
  },
): Promise<void> {
  const [width, height] = options.size;
  await within(boxOf(page), async () => {
    await page.getByLabel('width in pixels').fill(String(width));
    await page.getByLabel('height in pixels').fill(String(height));
    await page.getByLabel('height in pixels').press('Tab');
    for (const name of options.toggle ?? [])
      await boxOf(page).getByText(name, { exact: true }).click();
  });
  if (options.what) await check(page, options.what);
}

/** What the box says. */
export const said = (page: Page) => boxOf(page).locator('[role=status]').textContent();

/** Presses a button of the box, and gives what it saves. */
export async function saved(page: Page, name: string): Promise<{ name: string; data: Buffer }> {
  const button = boxOf(page).getByRole('button', { name, exact: true, includeHidden: true });
  let file: { name: string; data: Buffer } | undefined;
  await within(button, async () => {
    const coming = page.waitForEvent('download', { timeout: LONGEST });
    // Its words say why, where nothing is saved.
    coming.catch(() => {});
    await button.click();
    const download = await coming.catch(async () => {
      throw new Error(`${name}: ${await said(page)}`);
    });
    file = { name: download.suggestedFilename(), data: await readFile(await download.path()) };
  });
  return file!;
}

/** The texts of a PNG, by keyword. */
export function textsOf(png: Buffer): Record<string, string> {
  const texts: Record<string, string> = {};
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'iTXt') {
      const body = png.subarray(at + 8, at + 8 + length);
      const end = body.indexOf(0);
      // The keyword's end, two bytes on compression, two empty texts on the language.
      texts[body.toString('latin1', 0, end)] = body.toString('utf8', end + 5);
    }
    at += length + 12;
  }
  return texts;
}
