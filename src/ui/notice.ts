/** What is wrong, and what a person can do about it. */
export interface Notice {
  readonly title: string;
  readonly sentence: string;
  readonly remedy: string;
}

/** Says in the scene's place why there is no scene. */
export function createNotice(element: HTMLElement) {
  return {
    show(notice: Notice | undefined): void {
      element.hidden = notice === undefined;
      if (!notice) return;
      const box = document.createElement('div');
      box.setAttribute('role', 'alert');
      const title = document.createElement('h2');
      title.textContent = notice.title;
      const paragraphs = [notice.sentence, notice.remedy].map((text) => {
        const paragraph = document.createElement('p');
        paragraph.textContent = text;
        return paragraph;
      });
      box.append(title, ...paragraphs);
      element.replaceChildren(box);
    },
  };
}
