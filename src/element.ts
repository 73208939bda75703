/**
 * `<init-scope experiment="scheme=lecun_normal&activation=relu">`: a lab as a part of a page, without a
 * frame. It lives in a shadow root, so that neither the page nor the lab changes how the other looks.
 */
import './style/index.css';
import './element/element.css';
import type { Signal } from '@preact/signals-core';
import { mountGuest } from './element/guest';
import { keepUsedKeys } from './element/keys';
import type { EmbedHost } from './embed/host';
import { type Answer, createProtocol, marked } from './embed/protocol';
import { type Theme, themes } from './model/colour';
import type { Preferences } from './model/view';

/** A lab that can be asked, once it has started. */
interface Started {
  readonly host: EmbedHost;
  ask(message: object): Promise<Answer>;
}

interface Mounted {
  readonly preferences: Signal<Preferences>;
  /** Rejects where the lab cannot start. */
  readonly started: Promise<Started>;
  end(): void;
}

const isTheme = (name: string | null): name is Theme =>
  name !== null && Object.hasOwn(themes, name);

export class InitScope extends HTMLElement {
  static readonly observedAttributes = ['experiment', 'theme'];
  #lab: Mounted | undefined;

  connectedCallback(): void {
    this.#lab ??= this.#mount();
  }

  disconnectedCallback(): void {
    // One that is only moved, as decks do, keeps its lab and its GPU.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#lab?.end();
      this.#lab = undefined;
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    const lab = this.#lab;
    if (!lab || before === now) return;
    if (name === 'experiment')
      lab.started.then(
        ({ host }) => this.#complain(host.setLink(now ?? '')),
        () => {},
      );
    else if (isTheme(now)) lab.preferences.value = { ...lab.preferences.peek(), theme: now };
  }

  /**
   * Answers a message of docs/embed.md, which needs no mark here: `ask({ kind: 'run' })`. What is wrong
   * with it is said in the answer.
   * @throws {Error} where the element is in no document, and has no lab, or the lab cannot start.
   */
  async ask(message: object): Promise<Answer> {
    if (!this.#lab) throw new Error('This <init-scope> is in no document, and has no lab.');
    return (await this.#lab.started).ask(message);
  }

  #mount(): Mounted {
    const life = new AbortController();
    keepUsedKeys(this, life.signal);
    const theme = this.getAttribute('theme');
    let resolve!: (lab: Started) => void;
    let reject!: (reason: unknown) => void;
    const started = new Promise<Started>((...ways) => {
      [resolve, reject] = ways;
    });
    // Whoever asks is told; nobody may.
    started.catch(() => {});
    const guest = mountGuest(this, {
      preferences: isTheme(theme) ? { theme } : {},
      embedded: true,
      link: () => this.getAttribute('experiment') ?? '',
      drive: (host, alive) => {
        const tell = (report: object) => this.#say('report', report);
        const answer = createProtocol(host, tell, alive);
        const ask = (message: object) => answer(marked(message));
        void ask({ kind: 'subscribe' });
        this.#complain(host.problems);
        resolve({ host, ask });
      },
      failed: reject,
    });
    return {
      preferences: guest.preferences,
      started,
      end() {
        life.abort();
        guest.end();
        reject(new Error('This <init-scope> was taken out of its document before it had started.'));
      },
    };
  }

  #say(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #complain(problems: readonly string[]): void {
    if (problems.length > 0) this.#say('problem', problems);
  }
}

if (!customElements.get('init-scope')) customElements.define('init-scope', InitScope);
