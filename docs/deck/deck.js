/** How a deck drives the labs in it: docs/embed.md says what a lab understands. */
import Reveal from '../../node_modules/reveal.js/dist/reveal.mjs';

const VERSION = 1;
const readable = (variance) => Number(Number(variance).toPrecision(3));

const deck = new Reveal({ hash: true, width: 1280, height: 720, margin: 0.04, center: false });

/** A lab in a frame: `ask` posts a message and gives its answer, once the lab has started. */
function labIn(frame) {
  const waiting = new Map();
  let count = 0;
  let started;
  let ready = new Promise((resolve) => {
    started = resolve;
  });
  const { origin } = new URL(frame.dataset.src, location.href);

  addEventListener('message', ({ data, source }) => {
    if (source !== frame.contentWindow || data?.initscope !== VERSION) return;
    if (data.kind === 'ready') {
      started();
      // Reveal empties a frame that is far away, and fills it again.
      ready = Promise.resolve();
    }
    // The deck gets what the lab does not use: a clicker works wherever the focus is.
    if (data.kind === 'key') document.dispatchEvent(new KeyboardEvent('keydown', { ...data, bubbles: true }));
    if (data.kind === 'answer') {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    }
  });

  return {
    async ask(message) {
      await ready;
      const id = ++count;
      frame.contentWindow.postMessage({ initscope: VERSION, id, ...message }, origin);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
  };
}

const labs = new Map([...document.querySelectorAll('iframe')].map((frame) => [frame, labIn(frame)]));

/** Sets what a slide's fragments say that are seen: going back takes away what going on has set. */
async function follow(slide) {
  const lab = labs.get(slide?.querySelector('iframe'));
  if (!lab) return;
  const seen = [...slide.querySelectorAll('.fragment.visible')];
  const changes = seen.map((one) => JSON.parse(one.dataset.change));
  const experiment = Object.assign({ scheme: 'normal', std: 1, activation: 'identity' }, ...changes);
  const { ok, layers, problem } = await lab.ask({ kind: 'run', experiment, figures: ['variance'], quantities: ['post'] });
  const output = seen.at(-1)?.querySelector('output');
  if (output) output.textContent = ok ? readable(layers.at(-1).post.variance) : problem;
}

for (const change of ['ready', 'slidechanged', 'fragmentshown', 'fragmenthidden'])
  deck.on(change, () => void follow(deck.getCurrentSlide()));

for (const output of document.querySelectorAll('output[data-of]')) {
  const element = output.closest('section').querySelector(output.dataset.of);
  element.addEventListener('report', ({ detail: { done, layers } }) => {
    const last = layers.at(-1);
    if (last) output.textContent = done || last.layer > 0 ? readable(last.post.variance) : '…';
  });
}

await deck.initialize();
