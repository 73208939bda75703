/** What of the lecture wants a document and no GPU. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { FigureHost, FigureRow } from '../../src/lecture/figures/figure';
import { figureRows } from '../../src/lecture/figures/rows';
import { renderText } from '../../src/lecture/format/text';
import type { LayerReport } from '../../src/model/report';
import { untilHolds } from '../until';
import { experiment } from './running';

afterEach(() => document.body.replaceChildren());

/** A text on the page, with these live values. */
function shown(markdown: string, values: Readonly<Record<string, string>>) {
  const text = renderText(markdown);
  document.body.append(text.element);
  text.show((name) => values[name]);
  return text;
}

const TEXT = `Of {{fan_in}} inputs: $\\sqrt{{{n: fan_in}}} = {{std 1}}$, {{variance 50}}`;
const VALUES = { fan_in: '784', 'std 1': '28' };
const note = () => document.querySelector<HTMLElement>('.live-note')!;

describe('a text on the page', () => {
  it('shows its values in sentences and formulas, and … where there is none', () => {
    const { element } = shown(TEXT, VALUES);
    const places = [...element.querySelectorAll('.live')];
    expect(places.map(({ textContent }) => textContent)).toEqual(['784', '28', '…']);
    expect(places[1]).toBeInstanceOf(MathMLElement);
  });

  it('touches only what has changed', async () => {
    const { element, show } = shown(TEXT, VALUES);
    const touched: (string | null | undefined)[] = [];
    const observer = new MutationObserver((records) =>
      touched.push(...records.map(({ target }) => target.textContent)),
    );
    observer.observe(element, { subtree: true, childList: true, characterData: true });
    show((name) => VALUES[name as keyof typeof VALUES]);
    show((name) => ({ ...VALUES, 'std 1': '27.9' })[name]);
    await untilHolds(() => expect(touched).toEqual(['27.9']));
  });

  it('says what a number is, to the pointer and to the keyboard, and lights up its like', () => {
    const { element } = shown(TEXT, VALUES);
    const symbol = element.querySelector<MathMLElement>('.linked')!;
    expect(note().hidden).toBe(true);
    symbol.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    expect(note().textContent).toBe('inputs of a unit: 784');
    const lit = [...element.querySelectorAll('[data-lit]')];
    expect(lit.map(({ textContent }) => textContent)).toEqual(['784', 'n']);
    element.dispatchEvent(new PointerEvent('pointerleave'));
    expect(note().hidden).toBe(true);
    const number = element.querySelector<MathMLElement>('mn.live')!;
    number.focus();
    expect(note().textContent).toBe('standard deviation, layer 1');
    expect(number.getAttribute('aria-description')).toBe('standard deviation, layer 1');
    number.blur();
    expect(note().hidden).toBe(true);
  });

  it('runs nothing that it holds', async () => {
    const ran = vi.fn();
    Object.assign(window, { ran });
    const nasty = [
      '<script>ran()</script>',
      '<img src="x" onerror="ran()">',
      '<svg onload="ran()">',
      '[a](javascript:ran())',
      '$\\text{<img src=x onerror=ran()>}$',
      '$\\href{javascript:ran()}{x}$',
      '{{<img src=x onerror=ran()>: depth}}',
      '{{depth}} $x = {{depth}}$',
    ];
    const { element } = shown(nasty.join('\n\n'), { depth: '<img src=x onerror=ran()>' });
    for (const link of element.querySelectorAll('a')) link.click();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ran).not.toHaveBeenCalled();
    expect(element.querySelectorAll('img, svg, script, a')).toHaveLength(0);
  });
});

/** Far smaller networks than the figures ask for, of the same depth. */
async function measure(changes: Parameters<FigureHost['measure']>[0]) {
  const small = experiment({ ...changes, widths: [16], lastWidth: 8, batch: 8 });
  const reports: LayerReport[] = [];
  for await (const report of createCpuEngine().run(small)) reports[report.layer] = report;
  return reports;
}

const host: FigureHost = { theme: 'dark', seed: 1, measure, changed: () => undefined };
/** Of nothing drawn there is no variance, and of one walk an end. */
const settings: Readonly<Record<string, number>>[] = [{ sums: 10 }, { walks: 1 }];

describe('the values of a figure', () => {
  it.each(Object.entries(figureRows))('are those of its row: %s', async (_, row: FigureRow) => {
    const defaults = Object.entries(row.options).map(([name, option]) => [name, option.default]);
    const figures = settings.map((setting) =>
      row.create({ ...Object.fromEntries(defaults), ...setting }, host),
    );
    document.body.append(...figures.map(({ element }) => element));
    await untilHolds(() => {
      const names = figures.flatMap((figure) => Object.keys(figure.values()));
      expect(new Set(names)).toEqual(new Set(row.values));
    });
    for (const figure of figures) figure.dispose();
  });
});
