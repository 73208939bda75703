import { describe, expect, it } from 'vitest';
import {
  choose,
  open,
  readout,
  runEnds,
  select,
  subtitle,
  toggleFolder,
  type,
  useBrowser,
} from './page';

useBrowser();

describe('the panel', () => {
  it('changes everything that the experiment has', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    expect(await subtitle(page)).toMatch(/^8 layers, 32 wide/);
    await type(page, 'batch', '7');
    await type(page, 'std', '0.125');
    expect(await subtitle(page)).toMatch(/normal weights \(std = 0.125\).* 7 samples$/);
    expect(await page.locator('.lab-table tbody tr').count()).toBe(9);
    await choose(page, 'xavier_uniform');
    expect(await page.getByRole('textbox', { name: 'std', exact: true }).isVisible()).toBe(false);
    await type(page, 'gain', '1.5');
    expect(await subtitle(page)).toContain('xavier_uniform');
    const before = await page.locator('.lab-table').textContent();
    await page.getByRole('button', { name: 'New seed' }).click();
    await runEnds(page);
    expect(await page.locator('.lab-table').textContent()).not.toBe(before);
  });

  it.each([
    ['depth', '500', 'depth “500” is not a whole number from 1 to 200.'],
    ['width', '0', 'width “0” is not a whole number from 1 to 2048'],
    ['width', '1,024', 'width “1,024” is unclear: 1024, or 1 and 24? Write 1024, or “1, 24” with'],
    ['std', '0,5', 'std “0,5” is not a number from 0 to 10; write 0.5, with a point.'],
    ['std', '1/2', 'std “1/2” is not a number from 0 to 10.'],
    ['std', 'abc', 'std “abc” is not a number from 0 to 10.'],
    ['seed', '-1', 'seed “-1” is not a whole number from 0 to 4294967295.'],
  ])('refuses %s %s with a sentence and keeps what was there', async (label, value, sentence) => {
    const page = await open({ cpu: true, small: true, shared: true });
    const before = await subtitle(page);
    const input = page.getByRole('textbox', { name: label, exact: true });
    const old = await input.inputValue();
    await input.fill(value);
    await input.press('Enter');
    expect(await page.locator('.lab-panel [role=alert]').textContent()).toContain(sentence);
    expect(await input.inputValue()).toBe(old);
    expect(await subtitle(page)).toBe(before);
  });

  it('takes a number back as the page prints it, and a list as it is asked for', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
    await toggleFolder(page, 'Input');
    await select(page, 'input', 'constant');
    await type(page, 'constant', '−0.5');
    expect(await subtitle(page)).toContain('−0.5');
    expect(await field('constant').inputValue()).toBe('-0.5');
    await type(page, 'constant', '−1.2×10⁻⁴');
    expect(await subtitle(page)).toContain('−1.20×10⁻⁴');
    await type(page, 'width', '1, 24');
    expect(await subtitle(page)).toContain('1 → 24 wide');
    await select(page, 'shape', 'constant');
    expect(await field('width').inputValue()).toBe('1');
    await type(page, 'width', '32');
    expect(await subtitle(page)).toContain('32 wide');
    expect(await field('width').inputValue()).toBe('32');
    // The same value in other digits is shown as it always is.
    await type(page, 'width', '032');
    expect(await field('width').inputValue()).toBe('32');
  });

  it('previews with fewer samples while a slider is dragged, and runs in full on release', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await type(page, 'batch', '512');
    const slider = page.getByRole('slider', { name: 'depth, slider' });
    const { x, y, width, height } = (await slider.boundingBox())!;
    await page.mouse.move(x + width * 0.1, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.2, y + height / 2, { steps: 3 });
    await runEnds(page);
    expect(await subtitle(page)).toMatch(/ 32 samples$/);
    expect(await readout(page)).toContain('preview (32 samples)');
    await page.mouse.up();
    await page.waitForFunction(() =>
      document.querySelector('.lab-experiment')?.textContent?.endsWith(' 512 samples'),
    );
    await runEnds(page);
    expect(await readout(page)).not.toContain('preview');
  });

  it('shows pre- or post-activations without running again', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await choose(page, 'relu');
    const post = await page.locator('.lab-table').textContent();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() =>
        seen.push(document.querySelector<HTMLElement>('.lab')!.dataset.run ?? ''),
      ).observe(document.querySelector('.lab')!, { attributeFilter: ['data-run'] });
    });
    await choose(page, 'pre-activation');
    expect(await page.locator('.lab-table').textContent()).not.toBe(post);
    expect(await page.evaluate(() => (globalThis as never as { seen: string[] }).seen)).toEqual([]);
  });

  it('shows only the newest of many quick changes', async () => {
    const page = await open({ small: true, shared: true });
    await page.evaluate(() => {
      for (const option of ['lecun_normal', 'kaiming_normal', 'xavier_uniform', 'lecun_normal'])
        document.querySelector<HTMLInputElement>(`input[value=${option}]`)?.click();
    });
    await runEnds(page);
    expect(await subtitle(page)).toContain('lecun_normal');
    expect(await readout(page)).toMatch(/^\w.*: .* after 8 layers$/);
  });
});
