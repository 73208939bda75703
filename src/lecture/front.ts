import { make } from '../dom/make';

/** What is shown in place of the scene. */
export interface Front {
  readonly kind: 'question' | 'figure';
  readonly element: HTMLElement;
}

/** The place of the scene, which a question or a large figure fills. */
export function createFront(dataset: DOMStringMap) {
  const element = make('div', { class: 'lecture-front', hidden: true });

  return {
    element,
    show(front: Front | undefined): void {
      element.replaceChildren(...(front ? [front.element] : []));
      element.hidden = !front;
      // The scene behind it is still drawn, but neither visible nor read aloud.
      if (front) dataset.front = front.kind;
      else delete dataset.front;
    },
  };
}
