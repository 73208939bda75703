import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { drop, heading } from './lecture-page';
import { open, runEnds, subtitle, useBrowser } from './page';

useBrowser();

const lesson = `---
lesson: Links
chapter: First
experiment: { widths: [16], depth: 6, batch: 8, scheme: xavier_normal }
view: { measure: std }
---
### One

[five layers](#depth=5), [ReLU](#activation=relu&camera=top), [too deep](#depth=5000),
[the second step](#step=1.2&depth=4).

---
experiment: { activation: tanh }
---
### Two
`;

async function openLinks(): Promise<Page> {
  const page = await open({ cpu: true, early: true });
  await drop(page, 'links.md', lesson);
  await page.locator('.lecture-column h3', { hasText: 'One' }).waitFor();
  await runEnds(page);
  return page;
}

const link = (page: Page, name: string) =>
  page.locator('.words').getByRole('link', { name, exact: true });
/** What differs from the start, by its names. */
const address = (page: Page) =>
  Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)));
const inAddress = (page: Page, part: object) =>
  expect.poll(() => address(page)).toMatchObject(part);

describe('a link in a lesson’s text', () => {
  it('changes what it names, stays at its step, and Back returns', async () => {
    const page = await openLinks();
    await inAddress(page, { step: '1.1', depth: '6' });
    const before = page.url();
    await link(page, 'five layers').click();
    await inAddress(page, { step: '1.1', depth: '5', scheme: 'xavier_normal', measure: 'std' });
    await runEnds(page);
    expect(await heading(page)).toBe('One');
    expect(await subtitle(page)).toContain('5 layers');
    expect(await page.getByRole('button', { name: /Restore/ }).isVisible()).toBe(true);

    await page.goBack();
    await expect.poll(() => page.url()).toBe(before);
    await runEnds(page);
    expect(await heading(page)).toBe('One');
    expect(await subtitle(page)).toContain('6 layers');
    await page.goForward();
    await runEnds(page);
    expect(await subtitle(page)).toContain('5 layers');
  });

  it('means the same whatever was set before', async () => {
    const page = await openLinks();
    await link(page, 'five layers').click();
    await inAddress(page, { depth: '5' });
    await link(page, 'ReLU').click();
    await inAddress(page, { depth: '6', activation: 'relu', camera: 'top' });
    await link(page, 'five layers').click();
    await inAddress(page, { depth: '5' });
    expect(address(page)).not.toHaveProperty('activation');
    expect(address(page)).not.toHaveProperty('camera');
  });

  it('to another step is that step, but for what it names', async () => {
    const page = await openLinks();
    await link(page, 'the second step').focus();
    await page.keyboard.press('Enter');
    await page.locator('.lecture-column h3', { hasText: 'Two' }).waitFor();
    await inAddress(page, { step: '1.2', depth: '4', activation: 'tanh' });
    await page.goBack();
    await page.locator('.lecture-column h3', { hasText: 'One' }).waitFor();
    await inAddress(page, { step: '1.1', depth: '6' });
  });

  it('that asks for too much says so, and stays in the lecture', async () => {
    const page = await openLinks();
    await link(page, 'too deep').click();
    const alert = page.locator('.lab-remarks');
    await expect.poll(() => alert.textContent()).toContain('5000');
    expect(await alert.isVisible()).toBe(true);
    expect(await heading(page)).toBe('One');
    await inAddress(page, { step: '1.1', depth: '6' });
    await link(page, 'five layers').click();
    await expect.poll(() => alert.isVisible()).toBe(false);
  });

  it('works from the speaker’s window', async () => {
    const page = await openLinks();
    const [presenter] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
    await presenter.locator('.now').getByRole('link', { name: 'five layers' }).click();
    await inAddress(page, { step: '1.1', depth: '5' });
    expect(new URL(presenter.url()).hash).toBe('#presenter');
  });
});
