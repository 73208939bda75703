import { createNotice } from './ui/notice';
import { systemTheme } from './ui/system-theme';

// Before the first wait, so that nobody sees the other theme flash.
document.documentElement.dataset.theme = systemTheme((query) => matchMedia(query).matches);

try {
  // The presenter's window shows the speaker's view alone: no lab, and no GPU.
  if (location.hash === '#presenter') {
    const { createPresenter } = await import('./lecture/presenter');
    createPresenter(document.body);
  } else {
    await import('./lab');
  }
} catch (error) {
  console.error(error);
  const place = document.getElementById('notice') ?? document.createElement('div');
  if (!place.isConnected) document.body.prepend(place);
  createNotice(place).show({
    title: 'Initscope could not start',
    sentence: `The browser says: ${error instanceof Error ? error.message : error}`,
    remedy: 'Check your connection and reload the page, or open it in another current browser.',
  });
}
