/** An element with these properties and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<Omit<HTMLElementTagNameMap[K], 'children'>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A button that submits nothing. */
export function makeButton(text: string, act: () => void, className = ''): HTMLButtonElement {
  const button = make('button', { type: 'button', className, textContent: text });
  button.addEventListener('click', act);
  return button;
}
