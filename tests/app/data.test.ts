import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { npyOf } from '../unit/data-writing';
import { drop } from './lecture-page';
import { check, open, press, runEnds, select, subtitle, toggleFolder, useBrowser } from './page';

useBrowser();

const IRIS = 'length,width,depth\n5.1,3.5,7\n4.9,3,7\n6.3,3.3,7\n5.8,2.7,7\n';
const remarks = (page: Page) => page.locator('.lab-remarks li').allTextContents();
const file = (page: Page) => page.getByRole('textbox', { name: 'file', exact: true });
const inLink = async (page: Page, text: RegExp) =>
  expect.poll(() => new URL(page.url()).hash).toMatch(text);
/** Mean and variance of the input, in the table's first row. */
const inputRow = (page: Page) =>
  page.locator('.lab-table tbody tr').first().locator('td').allTextContents();

/** Drops a text, until the page has taken it. */
async function dropData(page: Page, name: string, text: string) {
  await drop(page, name, text);
  await expect.poll(() => subtitle(page)).toContain(name);
  await runEnds(page);
}

/** Chooses a file by the panel's button. */
async function choose(page: Page, name: string, content: ArrayBuffer) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file…' }).click();
  const buffer = Buffer.from(content);
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  await expect.poll(() => subtitle(page)).toContain(name);
  await runEnds(page);
}

describe('one’s own data', () => {
  it('dropped, are the input: its width and the batch are theirs, which one step undoes', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const before = await subtitle(page);
    await dropData(page, 'iris.csv', IRIS);
    expect(await subtitle(page)).toMatch(
      /^8 layers, 3 → 32 wide, .*, standardised iris\.csv, 4 samples$/,
    );
    // Two of three features have variance 1, and one never varies.
    expect((await inputRow(page))[0]).toBe('0.667');
    await inLink(page, /input=file&data=iris\.csv,4x3,[0-9a-f]{16}/);
    await toggleFolder(page, 'Input: iris.csv');
    expect(await file(page).inputValue()).toBe('iris.csv, 4 × 3');
    await select(page, 'features', 'raw');
    expect(await subtitle(page)).toContain(', raw iris.csv, ');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await runEnds(page);
    expect(await subtitle(page)).toBe(before);
    await page.keyboard.press('Control+Shift+z');
    await runEnds(page);
    expect(await subtitle(page)).toContain(', standardised iris.csv, ');
  });

  it('that cannot be read are named with the cell, and what was there stays', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await dropData(page, 'iris.csv', IRIS);
    const before = await subtitle(page);
    await drop(page, 'bad.csv', IRIS.replace('3.3', 'abc'));
    await expect
      .poll(() => remarks(page))
      .toEqual(['bad.csv was not opened. Row 4, column 2 (width): “abc” is not a number.']);
    expect(await subtitle(page)).toBe(before);
    expect((await inputRow(page))[0]).toBe('0.667');
    // A good one takes the sentence away.
    await dropData(page, 'good.csv', IRIS);
    expect(await remarks(page)).toEqual([]);
    await drop(page, 'long.csv', Array.from({ length: 2100 }, (_, i) => i % 7).join('\n'));
    await expect
      .poll(() => remarks(page))
      .toEqual(['long.csv has 2100 samples: the first 2048, a batch at most, are the input.']);
  });

  it('of a link that are not open are named; the rest is used, and dropping them is enough', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await dropData(page, 'wine.csv', IRIS.replace('7', '8'));
    const link = new URL(page.url()).hash.slice(1);
    const other = await open({ cpu: true, at: `${link.replace('&v=1', '')}&activation=relu&v=1` });
    expect(await remarks(other)).toEqual([
      'input “file” is ignored. wine.csv (4 samples of 3 features) is not open here: drop a .csv or .npy file onto the page, or press “Open a file…”.',
    ]);
    expect(await subtitle(other)).toMatch(/^8 layers, 3 → 32 wide, .*, relu, 4 samples$/);
    await drop(other, 'wine (1).csv', IRIS.replace('7', '8'));
    await expect.poll(() => subtitle(other)).toContain('standardised wine (1).csv');
    expect(await remarks(other)).toEqual([]);
  });

  it('are asked for where “file” is chosen and none is open', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await toggleFolder(page, 'Input');
    const input = page.getByRole('combobox', { name: 'input', exact: true });
    await input.selectOption('file');
    expect(await page.locator('.lab-panel [role=alert]').textContent()).toBe(
      'The input “file” needs a file that is open: drop a .csv or .npy file onto the page, or press “Open a file…”.',
    );
    expect(await input.inputValue()).toBe('normal');
    await choose(page, 'x.npy', npyOf([2, 4], [1, 2, 3, 4, 5, 6, 7, 8], { dtype: '<i8' }));
    expect(await subtitle(page)).toMatch(/4 → 32 wide, .*, standardised x\.npy, 2 samples$/);
    await input.selectOption('normal');
    await runEnds(page);
    await input.selectOption('file');
    await runEnds(page);
    expect(await subtitle(page)).toContain('standardised x.npy');
  });

  it('may differ between two that are compared, and survive the loss of the device', async () => {
    const page = await open({ small: true });
    await dropData(page, 'one.csv', IRIS);
    await check(page, 'side by side');
    await press(page, 'Copy A to B');
    await runEnds(page);
    await dropData(page, 'two.csv', '100,200\n300,400\n');
    expect(new URL(page.url()).hash).toMatch(/data=two\.csv.*&b\.data=one\.csv/);
    expect((await inputRow(page))[0]).toBe('1.00');
    await page.evaluate(() => {
      const { gpuDevices } = window as unknown as { gpuDevices: GPUDevice[] };
      for (const device of gpuDevices) device.destroy();
    });
    await runEnds(page);
    expect((await inputRow(page))[0]).toBe('1.00');
    expect(await subtitle(page)).toContain('two.csv');
  });
});
