/** The toolbar's “export”, and JSON back in: what they do is loaded when it is asked for. */
import { make } from '../dom/make';
import { kinds } from '../export/kinds';
import { Problem } from '../model/problem';
import { createTool } from '../ui/tool';
import type { ExportingOptions } from './exporting';
import type { JsonOpener } from './json-files';
import type { Parts } from './skeleton';
import type { Store } from './store';

interface Followed extends Omit<ExportingOptions, 'page'> {
  readonly store: Pick<Store, 'page' | 'set'>;
}

const OFFLINE = 'It could not be loaded. Check your connection and try again.';

/** Adds the tool; returns who opens what it has saved. */
export function followExports(
  alive: AbortSignal,
  parts: Pick<Parts, 'lab' | 'view-bar'>,
  { store, ...followed }: Followed,
): JsonOpener {
  const { page, set } = store;
  const content = make('div', { class: 'export-box' });
  const tool = createTool(
    { name: 'export', icon: 'export', minor: true, does: 'save figures, pictures, video' },
    content,
  );
  tool.element.classList.add('lab-export');
  parts['view-bar'].append(tool.element);

  let loading: Promise<{ opened(): void }> | undefined;
  tool.element.addEventListener(
    'beforetoggle',
    async (event) => {
      if (event.newState !== 'open') return;
      loading ??= import('./exporting').then(({ createExporting }) => {
        content.replaceChildren();
        return createExporting(alive, parts.lab, content, { page, ...followed });
      });
      try {
        (await loading).opened();
      } catch (error) {
        console.error(error);
        loading = undefined;
        content.textContent = OFFLINE;
      }
    },
    // It does not bubble.
    { capture: true },
  );

  return {
    kinds: [kinds.page],
    async open(content, name) {
      const refused = (sentence: string) => new Problem(`${name} was not opened. ${sentence}`);
      if (page.peek().controls) return refused('This page’s link does not let it be set.');
      const { settingsIn } = await import('../export/open-json');
      const next = settingsIn(content);
      const problem = next instanceof Problem ? next : set(next);
      if (problem) return refused(problem.sentence);
      followed.say(`Opened ${name}.`);
      return undefined;
    },
  };
}
