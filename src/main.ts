import { systemTheme } from './ui/system-theme';

// Before the first wait, so that nobody sees the other theme flash.
document.documentElement.dataset.theme = systemTheme((query) => matchMedia(query).matches);

// The presenter's window shows the speaker's view alone: no lab, and no GPU.
if (location.hash === '#presenter') {
  const { createPresenter } = await import('./lecture/presenter');
  createPresenter(document.body);
} else {
  await import('./lab');
}
