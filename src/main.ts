import { createNotice } from './ui/notice';

const root = document.querySelector<HTMLElement>('[data-root]')!;

function fail(error: unknown): void {
  console.error(error);
  const box = document.createElement('div');
  box.className = 'lab-notice';
  root.replaceChildren(box);
  createNotice(box).show({
    title: 'Initscope could not start',
    sentence: `The browser says: ${error instanceof Error ? error.message : error}`,
    remedy: 'Check your connection and reload the page, or open it in another current browser.',
  });
}

try {
  // Before the first wait, so that nobody sees the other theme flash.
  const { createPreferences } = await import('./app/preferences');
  const preferences = createPreferences();
  // The presenter's window shows the speaker's view alone: no lab, and no GPU.
  if (location.hash === '#presenter') {
    const { createPresenter } = await import('./lecture/presenter');
    createPresenter(document.body);
  } else {
    const [{ mount }, { keepForOffline, remarksOnUpdate }] = await Promise.all([
      import('./app/mount'),
      import('./app/offline'),
    ]);
    mount(root, {
      preferences,
      address: true,
      remarks: remarksOnUpdate(import.meta.url),
      rested: keepForOffline,
      failed: fail,
    });
  }
} catch (error) {
  fail(error);
}
