import { describe, expect, it } from 'vitest';
import { choose, open, readout, runEnds, subtitle, type, useBrowser } from './page';

useBrowser();

describe('the panel', () => {
  it('changes everything that the experiment has', async () => {
    const page = await open({ cpu: true, small: true });
    expect(await subtitle(page)).toMatch(/^8 layers, 32 wide/);
    await type(page, 'batch', '7');
    await type(page, 'std', '0.125');
    expect(await subtitle(page)).toMatch(/normal weights \(std = 0.125\).* 7 samples$/);
    expect(await page.locator('#table tbody tr').count()).toBe(9);
    await choose(page, 'xavier_uniform');
    expect(await page.getByRole('textbox', { name: 'std', exact: true }).isVisible()).toBe(false);
    await type(page, 'gain', '1.5');
    expect(await subtitle(page)).toContain('xavier_uniform');
    const before = await page.locator('#table').textContent();
    await page.getByRole('button', { name: 'New seed' }).click();
    await runEnds(page);
    expect(await page.locator('#table').textContent()).not.toBe(before);
  });

  it.each([
    ['depth', '500', 'depth “500” is not a whole number from 1 to 200.'],
    ['width', '0', 'width “0” is not a whole number from 1 to 2048'],
    ['std', 'abc', 'std “abc” is not a number from 0 to 10.'],
    ['seed', '-1', 'seed “-1” is not a whole number from 0 to 4294967295.'],
  ])('refuses %s %s with a sentence and keeps what was there', async (label, value, sentence) => {
    const page = await open({ cpu: true, small: true });
    const before = await subtitle(page);
    const input = page.getByRole('textbox', { name: label, exact: true });
    const old = await input.inputValue();
    await input.fill(value);
    await input.press('Enter');
    expect(await page.locator('#panel [role=alert]').textContent()).toContain(sentence);
    expect(await input.inputValue()).toBe(old);
    expect(await subtitle(page)).toBe(before);
  });

  it('previews with fewer samples while a slider is dragged, and runs in full on release', async () => {
    const page = await open({ cpu: true, small: true });
    await type(page, 'batch', '512');
    const slider = page.getByRole('slider', { name: 'depth, slider' });
    const { x, y, width, height } = (await slider.boundingBox())!;
    await page.mouse.move(x + width * 0.1, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.2, y + height / 2, { steps: 3 });
    await runEnds(page);
    expect(await subtitle(page)).toMatch(/ 32 samples$/);
    expect(await readout(page)).toContain('preview with 32 samples');
    await page.mouse.up();
    await page.waitForFunction(() =>
      document.getElementById('experiment')?.textContent?.endsWith(' 512 samples'),
    );
    await runEnds(page);
    expect(await readout(page)).not.toContain('preview');
  });

  it('shows pre- or post-activations without running again', async () => {
    const page = await open({ cpu: true, small: true });
    await choose(page, 'relu');
    const post = await page.locator('#table').textContent();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => seen.push(document.documentElement.dataset.run ?? '')).observe(
        document.documentElement,
        { attributeFilter: ['data-run'] },
      );
    });
    await choose(page, 'pre-activation');
    expect(await page.locator('#table').textContent()).not.toBe(post);
    expect(await page.evaluate(() => (globalThis as never as { seen: string[] }).seen)).toEqual([]);
  });

  it('shows only the newest of many quick changes', async () => {
    const page = await open();
    await page.evaluate(() => {
      for (const option of ['lecun_normal', 'kaiming_normal', 'xavier_uniform', 'lecun_normal'])
        document.querySelector<HTMLInputElement>(`input[value=${option}]`)?.click();
    });
    await runEnds(page);
    expect(await subtitle(page)).toContain('lecun_normal');
    expect(await readout(page)).toMatch(/^Held: .* after 50 layers$/);
  });
});
