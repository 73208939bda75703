/**
 * A row of radio buttons: every option is in sight and one click away, which a drop-down list is
 * not.
 */
export function createChoice<T extends string>(
  label: string,
  options: Readonly<Record<T, string>>,
  change: (value: T) => void,
) {
  const element = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.textContent = label;
  const inputs = (Object.entries(options) as [T, string][]).map(([value, text]) => {
    const input = document.createElement('input');
    input.type = 'radio';
    input.name = label;
    input.value = value;
    input.addEventListener('change', () => change(value));
    const option = document.createElement('label');
    option.append(input, text);
    return { input, option };
  });
  element.append(legend, ...inputs.map(({ option }) => option));

  return {
    element,
    show(value: T): void {
      for (const { input } of inputs) input.checked = input.value === value;
    },
  };
}

/** Options that are shown by their own names. */
export const byName = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<T, T>;
