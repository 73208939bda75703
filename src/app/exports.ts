/** The toolbar's “export”, and JSON back in: what they do is loaded when it is asked for. */
import { make } from '../dom/make';
import { Problem } from '../model/problem';
import { createTool } from '../ui/tool';
import type { ExportingOptions } from './exporting';
import type { Opener } from './files';
import type { Parts } from './skeleton';
import type { Store } from './store';

interface Followed extends Omit<ExportingOptions, 'page'> {
  readonly store: Pick<Store, 'page' | 'set'>;
  /** Says in the page what of a file was refused. */
  refused(sentences: readonly string[]): void;
}

const OFFLINE = 'It could not be loaded. Check your connection and try again.';

/** Adds the tool; returns who opens what it has saved. */
export function followExports(
  alive: AbortSignal,
  parts: Pick<Parts, 'lab' | 'view-bar'>,
  { store, refused, ...followed }: Followed,
): Opener {
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

  async function open(file: File): Promise<void> {
    const refuse = (sentence: string) => refused([`${file.name} was not opened. ${sentence}`]);
    if (page.peek().controls) return refuse('This page’s link does not let it be set.');
    try {
      const { settingsIn } = await import('../export/open-json');
      const next = settingsIn(await file.text());
      const problem = next instanceof Problem ? next : set(next);
      if (problem) return refuse(problem.sentence);
      refused([]);
      followed.say(`Opened ${file.name}.`);
    } catch (error) {
      refuse((error as Error).message);
    }
  }
  return { endings: ['.json'], open: (file) => void open(file) };
}
