/** Runs in the page that stands in for a notebook: see notebook-host.ts. */

/** A model as Backbone’s: “set” tells whoever listens, whoever has set it. Its Python end is the test. */
class Model {
  heard = [];
  changed = new Set();
  /** What Python has got: values, and messages. Over the wire they are JSON. */
  saved = {};
  sent = [];

  constructor(values) {
    this.values = values;
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    if (JSON.stringify(this.values[name]) === JSON.stringify(value)) return;
    this.values[name] = value;
    this.changed.add(name);
    for (const [event, listener] of [...this.heard]) if (event === `change:${name}`) listener();
  }
  on(event, listener) {
    this.heard.push([event, listener]);
  }
  off(event, listener) {
    this.heard = this.heard.filter(([one, other]) => one !== event || other !== listener);
  }
  #news() {
    const news = [...this.changed].map((name) => [name, this.values[name]]);
    return JSON.parse(JSON.stringify(Object.fromEntries(news)));
  }
  save_changes() {
    Object.assign(this.saved, this.#news());
    globalThis.kernelHears?.({ method: 'update', state: this.#news(), buffer_paths: [] });
    this.changed.clear();
  }
  send(message) {
    this.sent.push(JSON.parse(JSON.stringify(message)));
    globalThis.kernelHears?.({ method: 'custom', content: message });
  }
  /** Python has set something. */
  python(values) {
    for (const [name, value] of Object.entries(values)) this.set(name, value);
    this.changed.clear();
  }
}

const widgets = [];
const keys = [];
// A notebook's shortcuts: JupyterLab looks for them on an event's way down, others on its way up.
document.addEventListener(
  'keydown',
  ({ key, target }) => {
    if (!target.closest('[data-lm-suppress-shortcuts]')) keys.push(`down ${key}`);
  },
  true,
);
document.addEventListener('keydown', ({ key }) => keys.push(`up ${key}`));

// As anywidget loads it: from a text, so that there is nothing beside it.
const text = await (await fetch('/widget.js')).text();
const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
const { default: widget } = await import(address);
URL.revokeObjectURL(address);

globalThis.notebook = {
  /** Attached after it is rendered, as in JupyterLab. */
  async show(values) {
    const model = new Model(values);
    const el = document.createElement('div');
    const end = await widget.render({ model, el });
    document.querySelector('.output').append(el);
    widgets.push({ model, el, end });
  },
  python: (values) => widgets.at(-1).model.python(values),
  got: () => ({ saved: widgets.at(-1).model.saved, sent: widgets.at(-1).model.sent }),
  async end() {
    const { model, el, end } = widgets.pop();
    await end();
    el.remove();
    return model.heard.length;
  },
  shortcuts: () => keys.splice(0),
};
