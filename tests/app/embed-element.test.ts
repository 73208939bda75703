import type { Page } from 'playwright';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InitScope } from '../../src/element';
import { buildElement, type Heard, openPage } from './embed-page';
import { LONGEST, useBrowser } from './page';

useBrowser();
beforeAll(buildElement);

const small = 'widths=32&depth=8&batch=32';
const done = (page: Page, which = 'init-scope') =>
  page.locator(`${which} .lab[data-run="done"]`).waitFor({ timeout: LONGEST });
const said = (page: Page, which = 'init-scope') =>
  page.locator(`${which} .lab-experiment`).textContent();
const ask = (page: Page, message: object) =>
  page.evaluate(
    (one) => document.querySelector<InitScope>('init-scope')!.ask(one) as Promise<Heard>,
    message,
  );

/** A page with a style of its own, which is rude to whatever comes into it. */
const rude = `<style>
    html { font-size: 40px; } * { box-sizing: content-box; }
    body { text-align: right; line-height: 3; } button, header, .lab { display: none !important; }
  </style><h1>A course</h1><select><option>one</option></select>`;

describe('<init-scope> in a page', () => {
  it('shows what its attribute says, and neither changes the page nor is changed by it', async () => {
    const page = await openPage(rude);
    const looks = () =>
      page.evaluate(() =>
        ['html', 'body', 'h1', 'select'].map((name) => {
          const { fontSize, color, backgroundColor, height, lineHeight } = getComputedStyle(
            document.querySelector(name)!,
          );
          return { fontSize, color, backgroundColor, height, lineHeight };
        }),
      );
    const before = await looks();
    await page.evaluate((link) => {
      const element = document.createElement('init-scope');
      element.setAttribute('experiment', `${link}&hide=header`);
      element.style.cssText = 'position: absolute; inset: 0 0 auto; height: 700px';
      document.body.append(element);
    }, `${small}&scheme=lecun_normal`);
    await done(page);
    expect(await said(page)).toContain('8 layers, 32 wide, lecun_normal');
    expect(await looks()).toEqual(before);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBeUndefined();
    const style = (selector: string, name: string) =>
      page
        .locator(`init-scope ${selector}`)
        .first()
        .evaluate((one, key) => getComputedStyle(one).getPropertyValue(key), name);
    expect(await style('.lab', 'text-align')).toBe('start');
    expect(await style('.lab', 'display')).toBe('grid');
    // The lab's type is its own: 16 to 19 px at this width, and not the page's 40.
    expect(Number.parseFloat(await style('.lab', 'font-size'))).toBeLessThan(20);

    // A popover and Tweakpane's controls work, and are styled, in a shadow root too.
    await page.locator('init-scope').getByRole('button', { name: 'camera', exact: true }).click();
    const box = page.locator('init-scope .tool-box:popover-open');
    expect((await box.boundingBox())!.height).toBeGreaterThan(20);
    await page.keyboard.press('Escape');
    await expect.poll(() => box.count()).toBe(0);
    expect(await style('.tp-lblv:not(.tp-v-hidden)', 'display')).toBe('flex');
    const depth = page.locator('init-scope').getByRole('textbox', { name: 'depth', exact: true });
    await depth.fill('5');
    await depth.press('Enter');
    await expect.poll(() => said(page)).toContain('5 layers');
  });

  it('follows its attributes, tells its runs, answers, and gives a picture', async () => {
    const page = await openPage(
      `<init-scope experiment="${small}" theme="light" style="height: 500px"></init-scope>
      <script>
        globalThis.told = [];
        for (const name of ['report', 'problem'])
          addEventListener(name, ({ detail }) => told.push([name, detail]));
      </script>`,
      { pictures: true },
    );
    await done(page);
    const told = (name: string) =>
      page.evaluate(
        (wanted) =>
          (globalThis as unknown as { told: [string, Heard][] }).told
            .filter(([one]) => one === wanted)
            .map(([, detail]) => detail),
        name,
      );
    await expect
      .poll(async () => (await told('report')).at(-1))
      .toMatchObject({ done: true, run: 1 });
    await page.locator('init-scope').evaluate((one, link) => {
      one.setAttribute('experiment', `${link}&scheme=kaiming_normal&camera=below`);
    }, small);
    await expect.poll(() => said(page)).toContain('kaiming_normal');
    expect(await told('problem')).toEqual([[expect.stringMatching(/^camera “below” is not/)]]);
    await expect
      .poll(async () => (await told('report')).at(-1))
      .toMatchObject({ done: true, experiment: { scheme: 'kaiming_normal' } });

    const run = await ask(page, { kind: 'run', experiment: { seed: 4 }, figures: ['variance'] });
    expect(run).toMatchObject({ ok: true, experiment: { seed: 4, scheme: 'kaiming_normal' } });
    expect(run.layers).toHaveLength(9);
    expect(await ask(page, { kind: 'jump' })).toMatchObject({ ok: false });

    const { picture } = await ask(page, { kind: 'picture', width: 400 });
    const [head, data] = String(picture).split(',');
    expect(head).toBe('data:image/png;base64');
    const png = PNG.sync.read(Buffer.from(data!, 'base64'));
    expect(png.width).toBe(400);
    // The light theme's ground, and something on it.
    const colours = new Set<number>();
    for (let i = 0; i < png.data.length; i += 4) colours.add(png.data.readUInt32BE(i));
    expect(colours.has(0xf7f6f2ff)).toBe(true);
    expect(colours.size).toBeGreaterThan(50);
  });

  it('is a guest: it takes the keys that it uses, and no others', async () => {
    const page = await openPage(
      `<p class="course" tabindex="0">A course</p><init-scope experiment="${small}&hide=header" style="height: 700px"></init-scope>
      <script>
        globalThis.keys = [];
        addEventListener('keydown', ({ key }) => keys.push(key));
      </script>`,
      { cpu: true },
    );
    await done(page);
    const keys = () =>
      page.evaluate(() => (globalThis as unknown as { keys: string[] }).keys.splice(0));
    const place = page.locator('init-scope .lab-playback input[type=range]');
    const before = await place.inputValue();
    // In the page: the lab is not meant.
    await page.locator('.course').focus();
    for (const key of ['e', '2', 'PageDown']) await page.keyboard.press(key);
    expect(await keys()).toEqual(['e', '2', 'PageDown']);
    expect(await place.inputValue()).toBe(before);
    expect(await said(page)).not.toContain('lecun');
    // In the lab.
    await page.locator('init-scope .lab-chart').focus();
    for (const key of ['e', 'ArrowLeft', 'PageDown', 'v', 'b']) await page.keyboard.press(key);
    expect(await keys()).toEqual(['PageDown', 'v', 'b']);
    expect(await place.inputValue()).toBe(String(Number(before) - 1));
    // Typed into a field, a letter is the page's least of all.
    await page.locator('init-scope').getByRole('textbox', { name: 'depth', exact: true }).focus();
    for (const key of ['v', '.', 'PageUp']) await page.keyboard.press(key);
    expect(await keys()).toEqual(['PageUp']);
    await page.locator('init-scope .lab-chart').focus();
    await page.keyboard.press('k');
    await expect.poll(() => page.locator('init-scope .flash').textContent()).toContain('No link');
  });

  it('that is moved keeps its GPU, and that is removed frees it', async () => {
    const page = await openPage(
      `<section><init-scope experiment="${small}" style="height: 400px"></init-scope></section>
      <div></div><init-scope class="other" experiment="widths=32&depth=4&batch=32" style="height: 400px"></init-scope>`,
    );
    await Promise.all([done(page, 'init-scope:not(.other)'), done(page, '.other')]);
    expect(await said(page, '.other')).toContain('4 layers');
    const devices = () =>
      page.evaluate(() => (globalThis as unknown as { gpuDevices: GPUDevice[] }).gpuDevices.length);
    expect(await devices()).toBe(2);
    await page.evaluate(() => {
      document.querySelector('div')!.append(document.querySelector('init-scope')!);
    });
    await page.evaluate(() => new Promise((next) => setTimeout(next)));
    expect(await said(page, 'init-scope:not(.other)')).toContain('8 layers');
    expect(await devices()).toBe(2);
    const lost = await page.evaluate(async () => {
      const element = document.querySelector<InitScope>('init-scope:not(.other)')!;
      element.remove();
      const { gpuDevices } = globalThis as unknown as { gpuDevices: GPUDevice[] };
      const { reason } = await Promise.race(gpuDevices.map(({ lost }) => lost));
      const asked = await element.ask({ kind: 'hello' }).catch(({ message }) => message);
      return { reason, asked, empty: element.shadowRoot!.childElementCount };
    });
    expect(lost).toEqual({
      reason: 'destroyed',
      asked: 'This <init-scope> is in no document, and has no lab.',
      empty: 0,
    });
    expect(await page.locator('.other .lab').getAttribute('data-run')).toBe('done');
  });
});
