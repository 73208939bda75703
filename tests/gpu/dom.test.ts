/** What of the page's parts wants a document and no GPU. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../src/style/index.css';
import { createChart } from '../../src/chart/chart';
import { drawPicture } from '../../src/chart/picture';
import { become } from '../../src/dom/become';
import { createButton, createRadios, createRange, createSelect } from '../../src/dom/controls';
import { pressOf } from '../../src/dom/keys';
import { make, uniqueId } from '../../src/dom/make';
import { svg, textAt } from '../../src/dom/svg';
import { STRONG, textWidth } from '../../src/dom/text';
import { createOverview } from '../../src/lecture/overview';
import { createProblemDialog } from '../../src/lecture/problem-dialog';
import { defaultExperiment } from '../../src/model/experiment';
import { defaultView } from '../../src/model/view';
import { createCompareBar } from '../../src/ui/compare-bar';
import { createHelp } from '../../src/ui/help';
import { createInset } from '../../src/ui/inset';
import { createPanel } from '../../src/ui/panel';
import { createViewBar } from '../../src/ui/view-bar';
import { chartState, report } from '../unit/chart-making';

afterEach(() => document.body.replaceChildren());

describe('an element', () => {
  it('has its attributes as HTML writes them, its text, and then its children', () => {
    const element = make(
      'p',
      { class: 'a b', hidden: true, dir: undefined, title: '', tabindex: 0, text: 'one ' },
      make('b', { text: '<two>' }),
    );
    expect(element.outerHTML).toBe(
      '<p class="a b" hidden="" title="" tabindex="0">one <b>&lt;two&gt;</b></p>',
    );
    expect(make('p', { hidden: false, 'aria-hidden': 'false' }).outerHTML).toBe(
      '<p aria-hidden="false"></p>',
    );
  });

  it('becomes like another with what it has of each kind, in its order', () => {
    const [line, dot, text] = [
      svg('line', { x1: 1, class: 'old' }),
      svg('circle', { r: 1 }),
      svg('text', { x: 2 }, 'two'),
    ];
    const stays = svg('g', {}, svg('line', {}));
    const picture = svg(
      'svg',
      { role: 'img', class: 'old' },
      line,
      dot,
      text,
      svg('rect', {}),
      stays,
    );
    const [second, like] = [
      svg('circle', { r: 3 }),
      (...more: SVGElement[]) =>
        svg(
          'svg',
          { role: 'none' },
          svg('circle', { r: 2 }),
          svg('text', { x: 2 }, 'too'),
          ...more,
        ),
    ];
    become(picture, like(svg('line', { x1: 1, x2: 2 }), second), [stays]);
    expect(picture.outerHTML).toBe(
      '<svg role="none"><circle r="2"></circle><text x="2">too</text><line x1="1" x2="2"></line><circle r="3"></circle><g><line></line></g></svg>',
    );
    expect([...picture.children]).toEqual([dot, text, line, second, stays]);
    // Attributes are in its order, too.
    const ordered = svg('svg', {}, svg('line', { x2: 2, x1: 1 }));
    become(ordered, svg('svg', {}, svg('line', { x1: 1, x2: 3 })));
    expect(ordered.innerHTML).toBe('<line x1="1" x2="3"></line>');
    // What is as it should be is not touched.
    const seen = new MutationObserver(() => {});
    const everything = { attributes: true, childList: true, characterData: true, subtree: true };
    seen.observe(picture, everything);
    become(picture, like(svg('line', { x1: 1, x2: 2 }), svg('circle', { r: 3 })), [stays]);
    expect(seen.takeRecords()).toEqual([]);
    become(picture, like(), [stays]);
    expect(picture.outerHTML).toBe(
      '<svg role="none"><circle r="2"></circle><text x="2">too</text><g><line></line></g></svg>',
    );
  });

  it('of SVG is one', () => {
    const drawn = svg('g', { opacity: 0 }, textAt('x', [1, 2], 'end', 'muted'));
    expect(drawn).toBeInstanceOf(SVGGElement);
    expect(drawn.innerHTML).toBe('<text x="1" y="2" text-anchor="end" class="muted">x</text>');
  });
});

describe('controls', () => {
  it('do what they say, and submit no form', () => {
    const [act, submit] = [vi.fn(), vi.fn((event: Event) => event.preventDefault())];
    const form = make('form', {}, createButton('Go', act, { class: 'go' }));
    form.addEventListener('submit', submit);
    document.body.append(form);
    form.querySelector('button')!.click();
    expect([act.mock.calls.length, submit.mock.calls.length]).toEqual([1, 0]);
  });

  it('tell what is chosen', () => {
    const change = vi.fn();
    const radios = createRadios({ one: '1', two: '2' }, change);
    const select = createSelect([new Option('a'), new Option('b')], change);
    document.body.append(...radios.labels, select);
    radios.labels[1]!.click();
    select.value = 'b';
    select.dispatchEvent(new Event('change'));
    expect(change.mock.calls).toEqual([['two'], ['b']]);
    radios.offer((value) => value !== 'one');
    expect(radios.labels.map(({ hidden }) => hidden)).toEqual([true, false]);
  });

  it('slide from the least, over every step', () => {
    const input = vi.fn();
    const slider = createRange({ min: -2, max: 2, step: 0.5 }, input, { 'aria-label': 'x' });
    expect(slider.valueAsNumber).toBe(-2);
    slider.value = '0.6';
    slider.dispatchEvent(new Event('input'));
    expect(input).toHaveBeenCalledWith(0.5);
  });
});

describe('two labs in one document', () => {
  const nothing = () => {};
  const events = {
    change: () => undefined,
    choosePreset: () => undefined,
    openFile: () => {},
    changeView: nothing,
    prefer: nothing,
  };
  const pointing = { point: nothing, select: nothing, zoom: nothing };
  const { signal } = new AbortController();
  /** Every part that has an id, or a name that the document shares, in a container of its own. */
  async function lab() {
    const root = make('section');
    const part = () => root.appendChild(make('div'));
    document.body.append(root);
    const panel = await createPanel(part(), events);
    const viewBar = createViewBar(part(), { ...events, resetCamera: nothing });
    const compare = { compare: nothing, swap: nothing, copy: nothing, spread: nothing };
    createCompareBar({ tools: part(), words: part() }, compare);
    createInset(part(), { closed: nothing, picture: () => make('i') }, signal).open('Layer 1');
    createOverview(part(), nothing);
    createProblemDialog(part());
    createHelp(root, ['normal'], nothing);
    const chart = part();
    chart.style.cssText = 'width: 600px; height: 300px';
    const charts = createChart(chart, pointing);
    charts.show(chartState({ reports: [report(0, 1), report(1, 2)] }));
    const [theme, chartHeight] = ['dark', undefined] as const;
    const preferences = { theme, scale: 1, panel: true, chart: true, costs: false, chartHeight };
    panel.show({
      experiment: defaultExperiment,
      preferences,
      controls: undefined,
      preset: undefined,
    });
    viewBar.show({
      view: defaultView,
      experiment: defaultExperiment,
      hasScene: true,
      isOpen: () => true,
    });
    return root;
  }

  it('share no id, and refer to their own', async () => {
    const labs = [await lab(), await lab()];
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const root of labs) {
      const references = [...root.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes].flatMap(({ name, value }) => {
          if (/^aria-(labelledby|describedby|controls|owns)$|^for$/.test(name)) return [value];
          return [...value.matchAll(/url\(["']?#([^"')]+)/g)].map(([, id]) => id!);
        }),
      );
      // The inset, the keys, the chapters, what is wrong with a lesson, and the chart's clip path.
      expect(references.length).toBeGreaterThanOrEqual(5);
      expect(references.filter((id) => !root.querySelector(`#${CSS.escape(id)}`))).toEqual([]);
    }
  });

  it('choose for themselves', async () => {
    const [first, second] = [await lab(), await lab()];
    const checked = (root: Element) =>
      [...root.querySelectorAll<HTMLInputElement>(':checked[type=radio]')].map((one) => one.value);
    const before = checked(first);
    expect(before).toContain('threeQuarter');
    for (const one of second.querySelectorAll<HTMLInputElement>('[type=radio]')) one.click();
    expect(checked(second)).not.toEqual(before);
    expect(checked(first)).toEqual(before);
  });

  it('get ids that nothing has yet', () => {
    expect(uniqueId('a')).not.toBe(uniqueId('a'));
  });
});

describe('a text', () => {
  it.each([
    ['measured', 400],
    ['float32 and bfloat16 maximum', 400],
    ['variance of the gradient 3.14×10⁻¹¹', 400],
    ['iiii', 400],
    ['WWWW', 400],
    ['layer 111', STRONG],
  ])('“%s” of weight %d is as wide as SVG draws it', (text, weight) => {
    const fontSize = 15.2;
    const style = `font-size: ${fontSize}px; font-weight: ${weight}`;
    const drawn = svg('text', { style, text });
    document.body.append(svg('svg', {}, drawn));
    const { width } = drawn.getBBox();
    // A font may fit each glyph to whole pixels at one of the two sizes: half a pixel's difference.
    expect(Math.abs(textWidth(text, fontSize, weight) - width)).toBeLessThan(text.length / 2);
  });
});

describe('a key press', () => {
  const press = (target: EventTarget, init: KeyboardEventInit = {}) => {
    let press: ReturnType<typeof pressOf> | undefined;
    const listening = new AbortController();
    addEventListener('keydown', (event) => (press = pressOf(event)), listening);
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true, ...init }));
    listening.abort();
    return [press!.isFree, press!.isOwned];
  };
  const seen = (element: HTMLElement) => document.body.appendChild(element);

  it('is typed, owned by what has the focus, or anyone’s', () => {
    expect(press(document.body)).toEqual([true, false]);
    expect(press(document.body, { ctrlKey: true })).toEqual([false, false]);
    expect(press(seen(make('input')))).toEqual([false, true]);
    expect(press(seen(make('select')))).toEqual([false, true]);
    expect(press(seen(make('input', { type: 'range' })))).toEqual([true, true]);
    expect(press(seen(createButton('Go', () => {})))).toEqual([true, true]);
    expect(press(seen(make('div', { tabindex: 0 })))).toEqual([true, true]);
    expect(press(seen(make('span', { tabindex: 0, 'data-live': 'std' })))).toEqual([true, false]);
    expect(press(seen(make('div', { contenteditable: true })))[0]).toBe(false);
  });
});

describe('the chart', () => {
  it('draws names over all that is no name: where they meet, their halo keeps them legible', () => {
    // As narrow as on a phone, where the curves leave names no room of their own.
    const reports = Array.from({ length: 51 }, (_, i) => report(i, 1 + (i % 2)));
    const pinned = [{ name: 'lecun_normal', reports }];
    const { picture } = drawPicture(
      chartState({ reports, pinned }),
      { width: 380, height: 150, fontSize: 14 },
      { layers: [0, 50], decades: [-1, 2] },
    );
    const tags = [...picture.children].map(({ tagName }) => tagName);
    expect(tags).toContain('circle');
    expect(tags.filter((tag) => tag === 'text').length).toBeGreaterThan(3);
    expect(new Set(tags.slice(tags.indexOf('text')))).toEqual(new Set(['text']));
  });
});
