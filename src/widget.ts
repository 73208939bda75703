/** The lab as a widget of a notebook, in anywidget's form: https://anywidget.dev/en/afm/. */
import './style/index.css';
import './element/element.css';
import { make } from './dom/make';
import { mountGuest, themeAround } from './element/guest';
import { keepPlainKeys } from './element/keys';
import { followNotebook, type Model } from './embed/notebook';

interface Rendered {
  readonly model: Model;
  readonly el: HTMLElement;
}

/** Calls when an element is first laid out: a notebook attaches what it renders later, or never. */
function whenSeen(element: HTMLElement, alive: AbortSignal, seen: () => void): void {
  const observer = new ResizeObserver(() => {
    if (element.clientWidth === 0 || element.clientHeight === 0) return;
    observer.disconnect();
    seen();
  });
  observer.observe(element);
  alive.addEventListener('abort', () => observer.disconnect());
}

function render({ model, el }: Rendered): () => void {
  const life = new AbortController();
  const host = make('div');
  const resize = () => {
    host.style.height = `${model.get('height')}px`;
  };
  resize();
  model.on('change:height', resize);
  el.append(host);
  keepPlainKeys(host, life.signal);
  const home = model.get('home') as string;
  whenSeen(host, life.signal, () => {
    const theme = themeAround(host);
    const guest = mountGuest(host, {
      preferences: theme ? { theme } : {},
      // The notebook has a title of its own.
      link: () => 'hide=header',
      ...(URL.canParse(home) && { home }),
      drive: (lab, alive) => followNotebook(lab, model, alive),
    });
    life.signal.addEventListener('abort', guest.end);
  });
  return () => {
    model.off('change:height', resize);
    life.abort();
    host.remove();
  };
}

export default { render };
