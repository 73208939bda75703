import { describe, expect, it } from 'vitest';
import { ask, COURSE, heard, OTHER, openCourse, post } from './embed-page';
import { useBrowser } from './page';

useBrowser();

const named = `embed=${COURSE}`;
const experiment = (frame: {
  locator(selector: string): { textContent(): Promise<string | null> };
}) => frame.locator('.lab-experiment').textContent();

describe('a lab in a course page’s frame', () => {
  it('shows the picture and its chart alone, or what its link leaves', async () => {
    const { frame, page } = await openCourse(`${named}&theme=light`);
    const seen = (selector: string) => frame.locator(selector).first().isVisible();
    expect(await Promise.all(['.lab-readout', '.lab-chart', '.lab-playback'].map(seen))).toEqual([
      true,
      true,
      true,
    ]);
    expect(await Promise.all(['header', '.lab-panel', '.lab-view-bar'].map(seen))).toEqual([
      false,
      false,
      false,
    ]);
    expect(await frame.locator('html').getAttribute('data-theme')).toBe('light');
    // What is set in it makes no entries in the page's history, and keeps no preferences.
    const before = await page.evaluate('history.length');
    await ask(page, { kind: 'set', link: 'depth=4&widths=32&hide=header&controls=scheme,depth' });
    await expect.poll(() => seen('.lab-panel')).toBe(true);
    expect(await page.evaluate('history.length')).toBe(before);
    expect(await frame.evaluate('localStorage.getItem("initscope.preferences")')).toBe(null);
  });

  it('does what it is told, and answers with what is set', async () => {
    const { page, frame } = await openCourse(named);
    expect(await ask(page, { kind: 'hello' })).toMatchObject({
      initscope: 1,
      ok: true,
      versions: [1],
      experiment: { depth: 8, widths: [32], scheme: 'normal' },
    });
    const changed = await ask(page, {
      kind: 'change',
      experiment: { scheme: 'kaiming_normal', activation: 'relu' },
      view: { camera: 'top', measure: 'std' },
    });
    expect(changed).toMatchObject({ ok: true, experiment: { scheme: 'kaiming_normal', depth: 8 } });
    expect(changed.link).toContain('camera=top');
    await expect.poll(() => experiment(frame)).toContain('kaiming_normal');

    const run = await ask(page, { kind: 'run', experiment: { seed: 5 }, figures: ['variance'] });
    const layers = run.layers as { layer: number; post: { variance: number } }[];
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    // The table of the same run says the same.
    const cells = await frame
      .locator('.lab-table tbody tr')
      .last()
      .locator('td, th')
      .allTextContents();
    expect(cells.some((text) => Math.abs(Number(text) / layers[8]!.post.variance - 1) < 0.01)).toBe(
      true,
    );

    await ask(page, { kind: 'set', experiment: { depth: 3, widths: [16] } });
    await expect.poll(() => experiment(frame)).toMatch(/3 layers, 16 wide/);
    const set = await ask(page, { kind: 'set', link: 'depth=5&widths=16&camera=below' });
    expect(set).toMatchObject({ ok: true, experiment: { depth: 5 } });
    expect(set.problems).toEqual([expect.stringMatching(/^camera “below” is not one of/)]);
    await frame.locator('.lab[data-run="done"]').waitFor();

    const place = frame.locator('.lab-playback input[type=range]');
    await ask(page, { kind: 'play', playing: false, time: 2 });
    await expect.poll(() => place.inputValue()).toBe('2');
    await ask(page, { kind: 'step' });
    await expect.poll(() => place.inputValue()).toBe('3');
    await ask(page, { kind: 'step', by: -1 });
    await expect.poll(() => place.inputValue()).toBe('2');
    await ask(page, { kind: 'play', speed: 4 });
    await expect.poll(() => place.inputValue()).toBe('5');
  });

  it('reports its runs while they are subscribed to', async () => {
    const { page } = await openCourse(named);
    const { id } = await ask(page, {
      kind: 'subscribe',
      figures: ['log10Variance'],
      quantities: ['post'],
    });
    // The run that is there, whole.
    await expect.poll(() => heard(page, 'report')).toHaveLength(1);
    await ask(page, { kind: 'run', experiment: { seed: 9 } });
    const reports = (await heard(page, 'report')).filter(({ run }) => run === 2);
    expect(reports.every((one) => one.id === id && one.initscope === 1)).toBe(true);
    expect(reports.at(-1)).toMatchObject({ done: true, experiment: { seed: 9 } });
    const layers = reports.flatMap((one) => one.layers as { layer: number; post: object }[]);
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Object.keys(layers[0]!.post)).toEqual(['log10Variance']);
    await ask(page, { kind: 'unsubscribe' });
    const before = (await heard(page, 'report')).length;
    await ask(page, { kind: 'run', experiment: { seed: 10 } });
    expect(await heard(page, 'report')).toHaveLength(before);
  });

  it('refuses what is wrong with a sentence, and stays as it is', async () => {
    const { page } = await openCourse(named);
    const before = await ask(page, { kind: 'hello' });
    const problems = [
      [{ kind: 'change', experiment: { depth: 5000 } }, /5000 is not a whole number from 1 to/],
      [{ kind: 'change', experiment: { __proto__: 1, constructor: 1 } }, /There is no property/],
      [{ kind: 'change', view: { quantity: 'gradPre' } }, /needs “backward: true”/],
      [{ kind: 'set', experiment: { widths: 'wide' } }, /wide/],
      [{ kind: 'picture' }, /There is no picture/],
      [
        { initscope: 2, kind: 'hello' },
        /speaks version 1 of its messages, and this one says initscope: 2/,
      ],
    ] as const;
    for (const [message, sentence] of problems) {
      const answer = await ask(page, message);
      expect(answer.ok).toBe(false);
      expect(answer.problem).toMatch(sentence);
    }
    expect(await ask(page, { kind: 'hello' })).toMatchObject({ link: before.link });
  });

  it('hears nobody but the page that holds it, and of that only an origin that may', async () => {
    const { page, frame } = await openCourse('embed');
    const before = await frame.locator('.lab-experiment').textContent();
    const change = { initscope: 1, id: 1, kind: 'change', experiment: { depth: 3 } };
    const rubbish = [
      change,
      'rubbish',
      null,
      5,
      [],
      {},
      { initscope: 1 },
      { initscope: {}, kind: 'set' },
    ];
    for (const one of rubbish) await post(page, one);
    // A frame beside it, of a third origin, that sends the same to its neighbour.
    await page.route(`${OTHER}/**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<script>for (const one of ${JSON.stringify(rubbish)}) parent.frames[0].postMessage(one, '*');
          parent.postMessage('sent', '*');</script>`,
      }),
    );
    await page.evaluate(
      (src) =>
        new Promise<void>((resolve) => {
          addEventListener('message', ({ data }) => data === 'sent' && resolve());
          document.body.append(Object.assign(document.createElement('iframe'), { src }));
        }),
      `${OTHER}/rubbish.html`,
    );
    // Messages arrive in order: whatever the lab did with them is done when the frame has had two turns.
    await frame.evaluate(() => new Promise((done) => setTimeout(() => setTimeout(done))));
    expect(await frame.locator('.lab-experiment').textContent()).toBe(before);
    expect(await frame.locator('.lab').getAttribute('data-run')).toBe('done');
    expect(await heard(page, 'answer')).toEqual([]);
  });

  it('hears an origin that may, and not the frame beside it', async () => {
    const { page, frame } = await openCourse(named);
    await page.route(`${COURSE}/beside.html`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<script>parent.frames[0].postMessage(
          { initscope: 1, kind: 'change', experiment: { depth: 3 } }, '*');
          parent.postMessage('sent', '*');</script>`,
      }),
    );
    await page.evaluate(
      (src) =>
        new Promise<void>((resolve) => {
          addEventListener('message', ({ data }) => data === 'sent' && resolve());
          document.body.append(Object.assign(document.createElement('iframe'), { src }));
        }),
      `${COURSE}/beside.html`,
    );
    // What follows is heard after it.
    expect(await ask(page, { kind: 'hello' })).toMatchObject({
      ok: true,
      experiment: { depth: 8 },
    });
    expect(await experiment(frame)).toContain('8 layers');
  });

  it('says in the page what of its address it cannot use', async () => {
    const { frame, page } = await openCourse(`${named}&embed=course.example&theme=pink`);
    const said = await frame.locator('.lab-remarks').textContent();
    expect(said).toContain('embed “course.example” is not the origin of a page');
    expect(said).toContain('theme “pink” is not one of dark, light, contrast.');
    expect((await ask(page, { kind: 'hello' })).problems).toHaveLength(2);
  });
});
