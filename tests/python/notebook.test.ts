/** Python's object in a real kernel, and the lab that it shows in a browser, as a notebook ties them. */
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/browser.mjs';
import { LONGEST } from '../../scripts/waiting.mjs';
import { openNotebook, python, show, type Traits } from '../app/notebook-host';
import { startKernel } from './kernel';

let kernel: Awaited<ReturnType<typeof startKernel>>;
let browser: Browser;
let page: Page;
/** The newest widget, and whether it is in sight. */
let widget: { readonly comm: string; readonly state: Traits; shown: boolean } | undefined;

beforeAll(async () => {
  browser = await launchBrowser({ pictures: false });
  page = await (await browser.newContext()).newPage();
  // What the lab says goes to the kernel.
  await page.exposeFunction('kernelHears', (data: Traits) => kernel.tell(widget!.comm, data));
  kernel = await startKernel((comm, data, isNew) => {
    const state = data.state as Traits;
    // ipywidgets opens its layouts too.
    if (isNew && '_esm' in state) widget = { comm, state, shown: false };
    else if (data.method === 'update' && widget?.comm === comm && widget.shown)
      void python(page, state);
  });
});
afterAll(async () => {
  await browser.close();
  await kernel?.stop();
});

/** Runs a cell; its last line is printed as JSON. */
async function cell(code: string) {
  const lines = code
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const last = lines.pop();
  const { text, error } = await kernel.run(
    [...lines, `import json; print(json.dumps(${last}))`].join('\n'),
  );
  if (error) throw new Error(error);
  return JSON.parse(text);
}
const poll = { timeout: LONGEST, interval: 500 };

/** Shows the widget that Python has made, and waits for the figures. */
async function shown(code: string) {
  expect(await kernel.run(`from initscope import initscope\nscope = ${code}`)).toEqual({
    text: '',
    code: expect.any(String),
  });
  const { _esm: module, ...traits } = widget!.state;
  await openNotebook(page, module as string);
  await show(page, traits);
  widget!.shown = true;
  await expect
    .poll(() => cell('scope.report()[0]["pre"]["count"]').catch(String), poll)
    .toBeTypeOf('number');
}
const SMALL = 'widths=[16], depth=4, batch=8';

describe('a notebook', () => {
  it('refuses what the tables do not allow, where it is written', async () => {
    const refused = async (call: string) =>
      (await kernel.run(`from initscope import initscope\n${call}`)).error;
    expect(await refused('initscope(schem="lecun_normal")')).toMatch(
      /^TypeError: There is no property “schem”; there are scheme, std, .*Did you mean “scheme”\?$/,
    );
    expect(await refused('initscope(scheme="he")')).toMatch(
      /^ValueError: scheme “he” is not one of normal, uniform, /,
    );
    expect(await refused('initscope(depth=2.5)')).toBe(
      'ValueError: depth 2.5 is not a whole number from 1 to 200.',
    );
    expect(await refused('initscope(gain=float("nan"))')).toMatch(/^ValueError: gain nan is not /);
    expect(await refused('initscope(residual=1)')).toMatch(/not one of true, false\.$/);
    expect(await refused('initscope(view={"camera": "below"})')).toMatch(/camera “below” is not/);
    expect(await refused('initscope(height=3)')).toMatch(/height 3 is not a whole number from 240/);
    const early = await refused('initscope().report()');
    expect(early).toMatch(/^LookupError: The lab's figures have not come yet\./);
  });

  it('shows the lab, and has every figure of it as a float', async () => {
    await shown(`initscope(scheme="lecun_normal", activation="relu", backward=True, ${SMALL})`);
    expect(await cell('[list(scope.report()), list(scope.report()[4])]')).toEqual([
      [0, 1, 2, 3, 4],
      ['pre', 'post', 'gradPre', 'gradPost', 'gradWeight'],
    ]);
    expect(
      await cell('{type(x).__name__: 1 for q in scope.report()[2].values() for x in q.values()}'),
    ).toEqual({ float: 1 });
    expect(await cell('scope.report().experiment["activation"]')).toBe('relu');
    // Of each layer five quantities; of the input all but the gradients of what it has not.
    expect(await cell('len(scope.report().rows())')).toBe(4 * 5 + 3);
    expect(await cell('list(scope.report().rows()[-1])[:5]')).toEqual([
      ...['layer', 'fan_in', 'units', 'quantity', 'variance'],
    ]);
    const variance = await cell('scope.report()[1]["post"]["variance"]');
    expect(variance).toBeGreaterThan(0);
    expect(variance).toBeLessThan(2);
  });

  it('keeps infinities and NaN', async () => {
    await shown(`initscope(std=10, format="float16", ${SMALL.replace('depth=4', 'depth=12')})`);
    expect(
      await cell(`
        import math
        last = scope.report()[12]["post"]
        [math.isnan(last["mean"]), last["finite"], math.isinf(scope.report()[12]["post"]["log10Variance"]) or math.isnan(last["log10Variance"])]`),
    ).toEqual([true, 0, true]);
  });

  it('and the lab follow each other', async () => {
    await shown(`initscope(${SMALL})`);
    await cell('scope.set(scheme="kaiming_normal", gain=1.5)');
    await expect
      .poll(
        () => page.getByRole('radio', { name: 'kaiming_normal', exact: true }).isChecked(),
        poll,
      )
      .toBe(true);
    await page.getByRole('radio', { name: 'tanh', exact: true }).check({ force: true });
    await expect.poll(() => cell('scope.experiment["activation"]'), poll).toBe('tanh');
    expect(await cell('scope.experiment["gain"]')).toBe(1.5);
    expect(await cell('len(scope.experiment)')).toBeGreaterThan(30);
    // Two values that are allowed each, and not together.
    await cell('scope.set(input="digits")');
    await expect.poll(() => cell('scope.problem'), poll).toMatch(/^Handwritten digits have 784/);
    expect(await cell('scope.experiment["input"]')).toBe('normal');
    expect((await kernel.run('scope.report()')).error).toMatch(/^RuntimeError: Handwritten digits/);
    await cell('scope.set(activation="relu")');
    await expect.poll(() => cell('scope.problem'), poll).toBe('');
  });

  it('sweeps a property beside what is shown', async () => {
    await shown(`initscope(scheme="kaiming_normal", activation="relu", ${SMALL})`);
    await cell('(sweep := scope.sweep(gain=[1, 2])) and repr(sweep)');
    await expect.poll(() => cell('sweep.done'), poll).toBe(true);
    // The same draws, twice as large at each of four layers: 4⁴ in variance, but for rounding.
    const ratio = await cell('sweep[1][4]["pre"]["variance"] / sweep[0][4]["pre"]["variance"]');
    expect(ratio / 256).toBeCloseTo(1, 4);
    expect(await cell('[one.experiment["gain"] for one in sweep]')).toEqual([1, 2]);
    expect(await cell('scope.experiment["gain"]')).toBe(1);
    expect(await cell('scope._asked')).toEqual([]);
  });
});
