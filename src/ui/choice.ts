import './choice.css';

type Options<T extends string> = Readonly<Partial<Record<T, string>>>;

interface Choice<T extends string> {
  readonly label: string;
  /** In sight, and one click away. */
  readonly options: Options<T>;
  /** Names for which there is no room: in a list beside the buttons. */
  readonly more?: readonly T[];
  /** Stands in the same row, behind everything else. */
  readonly note?: HTMLElement;
  /** The label stands before the buttons, not above them. */
  readonly inline?: true;
  change(value: T): void;
}

function button(name: string, value: string, text: string, choose: () => void) {
  const input = document.createElement('input');
  input.type = 'radio';
  input.name = name;
  input.value = value;
  input.addEventListener('change', choose);
  const option = document.createElement('label');
  option.append(input, text);
  return { input, option };
}

/** What did not get a button; its first line stands for “one of the buttons”. */
function list(label: string, names: readonly string[], choose: (name: string) => void) {
  const select = document.createElement('select');
  select.setAttribute('aria-label', `more: ${label}`);
  select.append(new Option('more…', ''), ...names.map((name) => new Option(name)));
  select.addEventListener('change', () => select.value && choose(select.value));
  return select;
}

/** A row of radio buttons, and a list of the rarer options if there are any. */
export function createChoice<T extends string>(choice: Choice<T>) {
  const { label, options, more, note, inline, change } = choice;
  const element = document.createElement('fieldset');
  element.classList.toggle('inline', inline ?? false);
  const legend = document.createElement('legend');
  legend.textContent = label;
  const buttons = Object.entries(options as Record<string, string>).map(([value, text]) =>
    button(label, value, text, () => change(value as T)),
  );
  const rest = more && list(label, more, (name) => change(name as T));
  element.append(legend, ...buttons.map(({ option }) => option));
  element.append(...[rest, note].filter((part) => part !== undefined));

  return {
    element,
    show(value: T): void {
      for (const { input } of buttons) input.checked = input.value === value;
      if (!rest) return;
      const isListed = more.includes(value);
      rest.value = isListed ? value : '';
      rest.toggleAttribute('data-chosen', isListed);
    },
    /** Hides the buttons that make no sense now. */
    offer(isOffered: (value: T) => boolean): void {
      for (const { input, option } of buttons) option.hidden = !isOffered(input.value as T);
    },
  };
}

/** Options that are shown by their own names. */
export const byName = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<T, T>;

/** The favourites get buttons, in their own order; the other names of a table go into the list. */
export const favouritesFirst = <T extends string>(
  table: Record<T, unknown>,
  favourites: readonly NoInfer<T>[],
) => ({
  options: byName(favourites) as Options<T>,
  more: (Object.keys(table) as T[]).filter((name) => !favourites.includes(name)),
});
