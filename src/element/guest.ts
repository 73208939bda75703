/** A lab in somebody else's document: in a shadow root, into which and out of which no style reaches. */
import type { Signal } from '@preact/signals-core';
import { type MountOptions, mount } from '../app/mount';
import { createGuestPreferences } from '../app/preferences';
import { make } from '../dom/make';
import type { Theme } from '../model/colour';
import type { Preferences } from '../model/view';
import { showFailure } from '../ui/notice';
import { takeTweakpanesSheets, wearSheets } from './sheets';

export interface Guest {
  readonly preferences: Signal<Preferences>;
  /** Takes it away again. */
  end(): void;
}

interface GuestOptions extends Omit<MountOptions, 'preferences' | 'address' | 'failed'> {
  /** What is asked for; all else is as the system has it. */
  readonly preferences: Partial<Preferences>;
  /** It could not be started, which its place says too. */
  failed?(error: unknown): void;
}

/** A hundredth of the lab's size, as a page has it of the window's. */
function followSize(guest: HTMLElement, alive: AbortSignal): void {
  const put = (width: string, height: string) => {
    guest.style.setProperty('--vw', width);
    guest.style.setProperty('--vh', height);
  };
  const read = () => {
    const { offsetWidth, offsetHeight } = guest;
    if (offsetWidth > 0 && offsetHeight > 0)
      put(`${offsetWidth / 100}px`, `${offsetHeight / 100}px`);
  };
  // Until it has a size: in a slide to come it has none.
  put('1vw', '1vh');
  const observer = new ResizeObserver(read);
  observer.observe(guest);
  alive.addEventListener('abort', () => observer.disconnect());
  read();
}

/** A page that is scrolled past the lab goes on: the wheel is the lab's while it has the focus. */
function leaveWheel(guest: HTMLElement, shadow: ShadowRoot): void {
  guest.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !shadow.activeElement) event.stopPropagation();
    },
    { capture: true },
  );
}

/** Puts a lab into an element of somebody else's document. */
export function mountGuest(
  host: HTMLElement,
  { preferences: asked, drive, failed, ...options }: GuestOptions,
): Guest {
  const life = new AbortController();
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const undress = wearSheets(shadow);
  const root = make('div', { 'data-root': true });
  const guest = make('div', { class: 'guest' }, root);
  shadow.replaceChildren(guest);
  followSize(guest, life.signal);
  leaveWheel(guest, shadow);
  const preferences = createGuestPreferences(guest, asked);
  const unmount = mount(root, {
    ...options,
    preferences,
    drive: (lab, alive) => {
      takeTweakpanesSheets();
      drive?.(lab, alive);
    },
    failed: (error) => {
      showFailure(root, error);
      failed?.(error);
    },
  });
  return {
    preferences,
    end() {
      life.abort();
      unmount();
      undress();
      shadow.replaceChildren();
    },
  };
}

/** The channels of “rgb(1, 2, 3)” or “rgba(1, 2, 3, 0.5)”. */
const channelsOf = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);

/** The theme that suits what is around an element; undefined where nothing there has a colour. */
export function themeAround(element: Element): Theme | undefined {
  for (let at: Element | null = element; at; ) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = channelsOf(
      getComputedStyle(at).backgroundColor,
    );
    // Luma, of which the middle divides what is written on in black from what is in white.
    if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'dark' : 'light';
    const root: Node = at.getRootNode();
    at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return undefined;
}
