import type { Choices, NumberLine, Question } from '../lesson';
import { refuse } from './blocks';
import { checkNames, type Entries, type Entry, innerOf } from './entries';
import type { Source } from './never-there';
import { numberOf, textOf } from './values';
import { checkedText } from './written';

export const choiceFields = ['ask', 'options', 'right', 'reveal'] as const;
export const numberFields = ['ask', 'low', 'high', 'step', 'right', 'unit', 'reveal'] as const;

/** Every answer has a key and room on a screen. */
const [FEWEST, MOST] = [2, 6];

function fieldOf(entries: Entries, name: string, question: Entry): Entry {
  return entries.get(name) ?? refuse(question.where, `It has no “${name}”.`);
}

function choicesOf(field: (name: string) => Entry): Choices {
  const { list = [], where } = field('options');
  const options = list.map((option) => textOf({ ...option, where }));
  if (options.length < FEWEST || options.length > MOST || new Set(options).size < options.length)
    refuse(where, `These are not ${FEWEST} to ${MOST} different answers, as in [holds, explodes].`);
  const right = options.indexOf(textOf(field('right')));
  if (right < 0)
    refuse(field('right').where, `It is not one of the options ${options.join(', ')}.`);
  return { kind: 'choices', options, right };
}

function numberLineOf(field: (name: string) => Entry, entries: Entries): NumberLine {
  const low = numberOf(field('low'));
  const high = numberOf(field('high'));
  if (high <= low) refuse(field('high').where, `${high} is not above low, ${low}.`);
  const [step, unit] = [entries.get('step'), entries.get('unit')];
  return {
    kind: 'number',
    low,
    high,
    step: step ? numberOf(step, [Number.MIN_VALUE, high - low]) : 1,
    right: numberOf(field('right'), [low, high]),
    unit: unit ? textOf(unit) : '',
  };
}

/** A question with its right answer and what came of it. */
export function questionOf(entry: Entry, source: Source): Question {
  const entries = innerOf(entry);
  const hasOptions = entries.has('options');
  checkNames(entries, 'field of a question', hasOptions ? choiceFields : numberFields);
  const field = (name: string) => fieldOf(entries, name, entry);
  const markdown = (name: string) => {
    const { where } = field(name);
    return checkedText({ text: textOf(field(name)), line: where.line }, where, source);
  };
  return {
    text: markdown('ask'),
    answers: hasOptions ? choicesOf(field) : numberLineOf(field, entries),
    reveal: markdown('reveal'),
  };
}
