/** The dialog wants a document and no GPU. */
import { correction, generate } from 'lean-qr';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/style/index.css';
import { createLinkDialog, LONGEST_QR } from '../../src/ui/link-dialog';
import { untilHolds } from '../until';

const LINK = 'https://example.org/initscope/#scheme=lecun_normal&activation=relu&v=1';
const WHAT = 'lecun_normal, relu, 50 × 784';

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const dialog of made.splice(0)) dialog.dispose();
  expect(document.querySelector('dialog')).toBeNull();
  document.documentElement.removeAttribute('data-theme');
  vi.restoreAllMocks();
});

/** The dialog, open with a link. */
function opened(link = LINK) {
  const copied = vi.fn();
  const dialog = createLinkDialog(document.body, { copied });
  made.push(dialog);
  dialog.open(link, WHAT);
  const element = document.querySelector('dialog')!;
  const button = (name: string) =>
    [...element.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;
  return {
    dialog,
    copied,
    element,
    button,
    field: element.querySelector('input')!,
    status: element.querySelector('[role=status]')!,
    code: element.querySelector('svg'),
  };
}

/** An SVG as it is painted, in pixels. */
async function painted(svg: SVGElement, size: number): Promise<ImageData> {
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute('width', `${size}`);
  copy.setAttribute('height', `${size}`);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const context = new OffscreenCanvas(size, size).getContext('2d')!;
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, size, size);
}

describe('the dialog of the page’s link', () => {
  it('shows the link, its code and what it is of', () => {
    const { element, field, code, status } = opened();
    expect(element.matches(':modal')).toBe(true);
    expect(field.value).toBe(LINK);
    expect(field.readOnly).toBe(true);
    expect(status.textContent).toBe('');
    expect(element.querySelector('figcaption')?.textContent).toBe(WHAT);
    expect(code?.getAttribute('aria-label')).toContain(WHAT);
    expect(element.getAttribute('aria-labelledby')).toBe(element.querySelector('h2')!.id);
  });

  it.each(['dark', 'light', 'contrast'])(
    'is black on white with its margin, in %s',
    async (theme) => {
      document.documentElement.dataset.theme = theme;
      const { code } = opened();
      const right = generate(LINK, { minCorrectionLevel: correction.L });
      const [scale, margin] = [4, 4];
      const modules = right.size + 2 * margin;
      const { data, width } = await painted(code!, modules * scale);
      for (let y = 0; y < modules; y++)
        for (let x = 0; x < modules; x++) {
          const at = 4 * ((y * scale + 2) * width + x * scale + 2);
          const shade = right.get(x - margin, y - margin) ? 0 : 255;
          expect([...data.slice(at, at + 4)], `${x}, ${y}`).toEqual([shade, shade, shade, 255]);
        }
      // The painted rectangle, not what a page's colours make of it.
      expect(getComputedStyle(code!.querySelector('rect')!).fill).toBe('rgb(255, 255, 255)');
    },
  );

  it.each([
    [1280, 720, 480],
    [1920, 1080, 720],
    [360, 640, 300],
  ])(
    'at %i × %i has a code of at least %i px, all of it in sight',
    async (width, height, least) => {
      await page.viewport(width, height);
      const { code, element } = opened();
      const { width: wide, height: high, top, bottom, left, right } = code!.getBoundingClientRect();
      expect(Math.min(wide, high)).toBeGreaterThanOrEqual(least);
      expect(Math.min(top, left)).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(height);
      expect(right).toBeLessThanOrEqual(width);
      expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
      expect(element.scrollHeight).toBeLessThanOrEqual(element.clientHeight);
    },
  );

  it('copies', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const { button, copied, status } = opened();
    expect(document.activeElement).toBe(button('Copy link'));
    button('Copy link').click();
    await untilHolds(() => expect(copied).toHaveBeenCalledWith(true));
    expect(write).toHaveBeenCalledWith(LINK);
    expect(status.textContent).toBe('');
  });

  it.each([
    ['refused', () => vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error())],
    ['absent', () => vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as never)],
  ])('selects the link where the clipboard is %s', async (_, forbid) => {
    forbid();
    const { button, copied, status, field } = opened();
    button('Copy link').click();
    await untilHolds(() => expect(copied).toHaveBeenCalledWith(false));
    expect(status.textContent).toMatch(/press Ctrl\+C/);
    expect(document.activeElement).toBe(field);
    expect(field.value.slice(field.selectionStart!, field.selectionEnd!)).toBe(LINK);
  });

  it('says that a link is too long for a code, and shows it alone', () => {
    const long = LINK.padEnd(LONGEST_QR, 'x');
    const { dialog, element, field, status } = opened(long);
    expect(element.querySelector('svg')).not.toBeNull();
    dialog.open(`${long}x`, WHAT);
    expect(element.querySelector('svg')).toBeNull();
    expect(field.value).toBe(`${long}x`);
    expect(status.textContent).toBe(
      'This link has 2954 characters. A QR code holds at most 2953: copy the link instead.',
    );
    dialog.open(LINK, WHAT);
    expect(element.querySelector('svg')).not.toBeNull();
    expect(status.textContent).toBe('');
  });

  it('keeps its keys, closes, and opens again', () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    const { dialog, element, button } = opened();
    button('Copy link').dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true }));
    document.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
    button('Close').click();
    expect(element.open).toBe(false);
    dialog.open(LINK, WHAT);
    expect(element.open).toBe(true);
  });
});
