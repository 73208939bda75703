import './choice.css';
import { createRadios, createSelect } from '../dom/controls';
import { make } from '../dom/make';

type Options<T extends string> = Readonly<Partial<Record<T, string>>>;

interface Choice<T extends string> {
  readonly label: string;
  /** Options with a button. */
  readonly options: Options<T>;
  /** Options without room for a button: they go into a list beside the buttons. */
  readonly more?: readonly T[];
  /** A note at the end of the same row. */
  readonly note?: HTMLElement;
  /** The label stands before the buttons, not above them. */
  readonly inline?: true;
  change(value: T): void;
}

/** The list of options without a button; its first entry is shown while a button is chosen. */
const list = (label: string, names: readonly string[], choose: (name: string) => void) =>
  createSelect(
    [new Option('more…', ''), ...names.map((name) => new Option(name))],
    (name) => name && choose(name),
    { 'aria-label': `more: ${label}` },
  );

/** A row of radio buttons, and a list of the rarer options if there are any. */
export function createChoice<T extends string>(choice: Choice<T>) {
  const { label, options, more, note, inline, change } = choice;
  const radios = createRadios<T>(options, change);
  const rest = more && list(label, more, (name) => change(name as T));
  const element = make(
    'fieldset',
    { class: inline && 'inline' },
    make('legend', { text: label }),
    ...radios.labels,
    ...[rest, note].filter((part) => part !== undefined),
  );

  return {
    element,
    show(value: T): void {
      radios.show(value);
      if (!rest) return;
      const isListed = more.includes(value);
      rest.value = isListed ? value : '';
      rest.toggleAttribute('data-chosen', isListed);
    },
    offer: radios.offer,
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
