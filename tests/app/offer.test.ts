import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import {
  checked,
  choose,
  choosePreset,
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

const alertText = (page: Page) => page.locator('.lab-panel [role=alert]').textContent();
const field = (page: Page, label: string) =>
  page.getByRole('textbox', { name: label, exact: true });
/** Labels of the controls in sight; buttons have none. */
const labels = async (page: Page) => {
  const all = await page.locator('.lab-panel .tp-lblv:visible .tp-lblv_l').allTextContents();
  return all.filter(Boolean);
};

describe('presets', () => {
  it('give a whole experiment by its name, and say what it shows', async () => {
    const page = await open({ cpu: true, shared: true });
    const menu = page.getByRole('combobox', { name: 'experiment' });
    expect(await menu.inputValue()).toBe('The article’s start');
    await choose(page, 'lecun_normal');
    expect(await menu.inputValue()).toBe('The fix');
    await type(page, 'gain', '1.25');
    expect(await menu.locator('option:checked').textContent()).toBe('Custom experiment');
    await choosePreset(page, 'float16 overflows');
    expect(await subtitle(page)).toBe(
      '12 layers, 784 wide, normal weights (std = 1), no activation, float16, 64 samples',
    );
    expect(await page.locator('.presets p').textContent()).toContain('65504');
    expect(await readout(page)).toMatch(/^Exploded: inf from layer 3 on, after variance .*$/);
    await choosePreset(page, 'The article’s start');
    expect(await subtitle(page)).toMatch(/^50 layers, 64 wide, normal weights \(std = 1\)/);
  });

  it('keep the seed', async () => {
    const page = await open({ cpu: true, shared: true });
    await type(page, 'seed', '99');
    await choosePreset(page, 'The fix');
    expect(await field(page, 'seed').inputValue()).toBe('99');
  });
});

describe('schemes and activations', () => {
  it('that have no button are in a list beside the buttons', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await choose(page, 'sparse');
    await choose(page, 'hardswish');
    expect(await subtitle(page)).toMatch(/, sparse weights .*, hardswish, /);
    const lists = page.locator('.lab-panel fieldset select');
    expect(
      await lists.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value)),
    ).toEqual(['sparse', 'hardswish']);
    expect(await checked(page, 'weights').count()).toBe(0);
    await choose(page, 'relu');
    expect(await lists.last().inputValue()).toBe('');
    const panel = await page.locator('.lab-panel').textContent();
    expect(panel).toContain('torch.nn.init.sparse_; Martens 2010');
    expect(panel).toContain('max(x, 0) torch.nn.ReLU');
  });

  it('are one click away where the lecture uses them', async () => {
    const page = await open({ cpu: true, shared: true });
    const radios = await page
      .getByRole('radio')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    expect(radios).toEqual(
      expect.arrayContaining([
        ...['normal', 'lecun_normal', 'xavier_uniform', 'kaiming_normal', 'orthogonal'],
        ...['identity', 'relu', 'tanh', 'gelu', 'selu'],
      ]),
    );
  });

  it('take PyTorch’s gain at the press of a button, where PyTorch has one', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await choose(page, 'lecun_normal');
    await choose(page, 'tanh');
    await page.getByRole('button', { name: 'gain of tanh (calculate_gain)' }).click();
    await runEnds(page);
    expect(await field(page, 'gain').inputValue()).toBe('1.667');
    await choose(page, 'kaiming_normal');
    await choose(page, 'relu');
    await page.getByRole('button', { name: 'gain of relu (calculate_gain)' }).click();
    await runEnds(page);
    // Kaiming's formula holds it already.
    expect(await field(page, 'gain').inputValue()).toBe('1');
    await choose(page, 'gelu');
    expect(
      await page.getByRole('button', { name: 'PyTorch has no gain for gelu' }).isDisabled(),
    ).toBe(true);
  });
});

describe('folders', () => {
  it('show only what applies, and tell their state', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    for (const title of ['Input', 'Bias', 'Normalisation', 'Residual'])
      await toggleFolder(page, title);
    const always = ['depth', 'shape', 'width', 'batch', 'input', 'normalisation', 'residual'];
    const last = ['number format', 'backward'];
    const sorted = async () => (await labels(page)).sort();
    const expected = (...more: string[]) => [...always, ...last, 'seed', 'bias', ...more].sort();
    expect(await sorted()).toEqual(expected('std', 'gain', 'input mean', 'input std'));

    await choose(page, 'kaiming_normal');
    await choose(page, 'leaky_relu');
    await select(page, 'shape', 'geometric');
    await select(page, 'normalisation', 'layer');
    await select(page, 'input', 'correlated');
    await select(page, 'bias', 'normal');
    await page.getByRole('checkbox', { name: 'residual' }).check();
    await select(page, 'branch scale', 'typed');
    expect(await sorted()).toEqual(
      expected(
        ...['mode', 'slope a', 'gain', 'negative slope', 'last width', 'epsilon'],
        ...['input mean', 'input std', 'correlation', 'bias std', 'branch scale', 'scale'],
      ),
    );
    const titles = await page.locator('.lab-panel .tp-fldv:visible .tp-fldv_t').allTextContents();
    expect(titles).toEqual([
      'Activation',
      'Weights',
      'Network',
      'Input: correlated',
      'Bias: normal, std 0.5',
      'Normalisation: layer',
      'Residual: branch × 0.1',
    ]);
    expect(await subtitle(page)).toMatch(
      /^8 layers, 32 → 64 wide, .*, layer norm, leaky_relu, residual, branch × 0.1, input correlation 0.5, /,
    );

    await choose(page, 'linear_default');
    expect(await labels(page)).not.toContain('bias');
    expect(
      await page.getByRole('button', { name: 'Bias: uniform, with linear_default' }).isVisible(),
    ).toBe(true);
  });

  it('take a list of widths, and give it up for another shape', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await type(page, 'width', '32, 24, 16');
    expect(await subtitle(page)).toMatch(/^8 layers, 32 → 24 → 16 wide/);
    expect(await page.getByRole('combobox', { name: 'shape' }).inputValue()).toBe('list');
    expect(await field(page, 'width').inputValue()).toBe('32,24,16');
    await select(page, 'shape', 'constant');
    expect(await subtitle(page)).toMatch(/^8 layers, 32 wide/);
  });

  it('refuse digits where the width is not theirs', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await toggleFolder(page, 'Input');
    const before = await subtitle(page);
    const input = page.getByRole('combobox', { name: 'input', exact: true });
    await input.selectOption('digits');
    expect(await alertText(page)).toBe(
      "Handwritten digits have 784 pixels: the input's width must be 784, not 32.",
    );
    expect(await input.inputValue()).toBe('normal');
    expect(await subtitle(page)).toBe(before);
    await type(page, 'width', '784, 32');
    await select(page, 'input', 'digits');
    expect(await alertText(page)).toBe('');
    expect(await subtitle(page)).toContain(', standardised digits, ');
    expect(await labels(page)).toContain('pixels');
    expect(
      await page.locator('.lab-table tbody tr').first().locator('td').first().textContent(),
    ).toMatch(/^(0\.[89]|1\.[012])/);
  });
});

describe('gradients', () => {
  it('are offered while the backward pass is on, and told as they come back', async () => {
    const page = await open({ small: true, shared: true });
    const gradient = page.locator('.lab-view-bar label', { hasText: 'grad pre' });
    expect(await gradient.getAttribute('hidden')).toBe('');
    await choose(page, 'kaiming_normal');
    await choose(page, 'relu');
    await page.getByRole('checkbox', { name: 'backward' }).check();
    await runEnds(page);

    await choose(page, 'grad weights');
    expect(await page.locator('.lab-table caption').textContent()).toBe(
      'gradient of the weights, over the finite values of all weights',
    );
    expect(await page.locator('.lab-table tbody tr').count()).toBe(8);
    expect(await page.locator('.lab-table thead th').count()).toBe(6);
    expect(await readout(page)).toMatch(/gradient’s variance .* at layer 1, .* at layer 8$/);
    await choose(page, 'grad post');
    expect(await page.locator('.lab-table tbody tr').count()).toBe(9);
    expect(await readout(page)).toMatch(/gradient’s variance .* at the input, .* at layer 8$/);
    const scene = page.getByRole('img', {
      name: /^Histograms of the gradient of the post-act/,
    });
    expect(await scene.count()).toBe(1);

    await page.getByRole('checkbox', { name: 'backward' }).uncheck();
    await runEnds(page);
    expect(await checked(page, 'show').inputValue()).toBe('post');
    expect(await readout(page)).toMatch(/^(Held|Fell to .* %|Grew .*-fold): variance/);
  });

  it('are refused where they would not fit, and what was there stays', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const memory = () => page.locator('.lab-panel .memory').textContent();
    expect(await memory()).toMatch(/^memory: \d\.\d MiB \+ \d+ MiB of histograms$/);
    // Nobody waits for what is on the way to the last of them.
    for (const [label, value] of Object.entries({ width: 2048, batch: 2048, depth: 200 })) {
      await field(page, label).fill(String(value));
      await field(page, label).press('Enter');
    }
    const backward = page.getByRole('checkbox', { name: 'backward' });
    await backward.click();
    expect(await alertText(page)).toMatch(
      /^This experiment needs .* and this device allows .* would fit\.$/,
    );
    expect(await backward.isChecked()).toBe(false);
    expect(await memory()).toMatch(/^memory: \d\d MiB \+ \d+ MiB of histograms$/);
  });
});
