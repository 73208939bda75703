import './flash.css';

const SECONDS = 2.5;

/** Says for a moment, at the page's lower edge, what a key has done. */
export function createFlash() {
  const element = document.createElement('p');
  element.className = 'flash';
  element.setAttribute('role', 'status');
  document.body.append(element);
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    say(text: string): void {
      clearTimeout(timer);
      element.textContent = text;
      timer = setTimeout(() => {
        element.textContent = '';
      }, SECONDS * 1000);
    },
  };
}
