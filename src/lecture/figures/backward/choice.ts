let choices = 0;

/** A choice of a few: radio buttons that look like buttons. */
export function createChoice(
  label: string,
  options: readonly string[],
  change: (i: number) => void,
) {
  const element = document.createElement('div');
  element.className = 'few';
  element.setAttribute('role', 'radiogroup');
  element.setAttribute('aria-label', label);
  // Two figures on one page must not share a choice.
  const name = `choice-${++choices}`;
  const inputs = options.map((option, i) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'radio', name });
    input.addEventListener('change', () => change(i));
    const text = document.createElement('span');
    text.textContent = option;
    const one = document.createElement('label');
    one.append(input, text);
    element.append(one);
    return input;
  });
  return {
    element,
    show(chosen: number): void {
      inputs[chosen]!.checked = true;
    },
  };
}
