import { make } from '../dom/make';

/** What stands in the picture's place. */
export interface Front {
  readonly kind: 'question' | 'figure';
  readonly element: HTMLElement;
}

/** The picture's place, which a question or a large figure takes whole. */
export function createFront(dataset: DOMStringMap) {
  const element = make('div', { class: 'lecture-front', hidden: true });

  return {
    element,
    show(front: Front | undefined): void {
      element.replaceChildren(...(front ? [front.element] : []));
      element.hidden = !front;
      // The page's own picture is drawn all the same, but neither seen nor read aloud.
      if (front) dataset.front = front.kind;
      else delete dataset.front;
    },
  };
}
