import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/model/version';
import { serious } from './axe';
import { open, useBrowser } from './page';

useBrowser();

const { dependencies } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
);

describe('“About”', () => {
  it('tells version, adapter, what that does with subnormals and NaN, and every licence', async () => {
    const page = await open({ small: true });
    const machine = page.locator('.lab-machine');
    const [description, explanation] = [
      await machine.textContent(),
      await machine.getAttribute('title'),
    ];
    await machine.click();
    const about = page.getByRole('dialog', { name: `About Initscope ${version}` });
    await about.waitFor();
    const facts = Object.fromEntries(
      await about
        .locator('dt')
        .evaluateAll((all) =>
          all.map((one) => [one.textContent, one.nextElementSibling?.textContent]),
        ),
    );
    const name = explanation!.split('. ')[0]!;
    expect(description).toContain(name);
    expect(facts.Adapter).toContain(name);
    expect(explanation).toContain(facts.Subnormals);
    expect(facts['inf and NaN']).toMatch(
      /^Measured: overflow gives inf, inf − inf is NaN, as in PyTorch\./,
    );
    expect(facts['Without a network']).toContain('it needs a network to open');
    expect(facts['Cite as']).toContain(version);

    const works = await about.locator('summary').allTextContents();
    const names = [...Object.keys(dependencies), 'MNIST', 'd3-color'];
    for (const one of names) expect(works.filter((work) => work.startsWith(one))).not.toEqual([]);
    for (const work of works) expect(work).toMatch(/, (MIT|ISC|OFL-1\.1|MPL-2\.0)$/);
    await about.getByText(/^three \d/).click();
    await about.getByText(/Copyright © 2010-\d+ three\.js authors/).waitFor();
    expect(await serious(page, '.about')).toEqual([]);
    await about.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => page.locator('.about').count()).toBe(0);
  });

  it('opens from the list of keys too, and says how the processor computes where there is no GPU', async () => {
    const page = await open({ cpu: true, small: true });
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'About Initscope' }).click();
    const about = page.getByRole('dialog', { name: /^About/ });
    await about.getByText('no GPU: float32 on the processor').waitFor();
    await about.getByText(/^As the processor has it: /).waitFor();
    expect(await page.locator('.help').isVisible()).toBe(false);
  });
});
