import { boot } from './app/boot';
import { createGuestPreferences, createPreferences } from './app/preferences';
import { EMBED } from './embed/parameters';
import { showFailure } from './ui/notice';

const root = document.querySelector<HTMLElement>('[data-root]')!;
const fail = (error: unknown) => showFailure(root, error);

/** What a lab in another page's frame has of its own; it is loaded for one alone. */
const asPart = async (parameters: URLSearchParams) =>
  parameters.has(EMBED) ? (await import('./embed/part')).partOf(parameters) : undefined;

try {
  // The presenter's window shows the speaker's view alone: no lab, and no GPU.
  if (location.hash === '#presenter') {
    createPreferences();
    const { createPresenter } = await import('./lecture/presenter');
    createPresenter(document.body);
  } else {
    // Compilers have much to do, and need not wait for the rest of the page.
    const machine = boot();
    const part = await asPart(new URLSearchParams(location.search));
    // Before the lab is loaded, so that nobody sees the other theme flash.
    const preferences = part
      ? createGuestPreferences(document.documentElement, part.preferences)
      : createPreferences();
    const [{ mount }, { keepForOffline, remarksOnUpdate }] = await Promise.all([
      import('./app/mount'),
      import('./app/offline'),
    ]);
    mount(root, {
      preferences,
      machine,
      address: true,
      lecture: () => import('./lecture/lecture'),
      failed: fail,
      ...(part
        ? { embedded: true, drive: part.drive, remarks: part.problems }
        : { remarks: remarksOnUpdate(import.meta.url), rested: keepForOffline }),
    });
  }
} catch (error) {
  fail(error);
}
