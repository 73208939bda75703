import './question.css';
import { scaleLinear } from 'd3-scale';
import { createButton, createRange } from '../dom/controls';
import { make } from '../dom/make';
import { readable } from '../model/format';
import { renderText } from './format/text';
import type { Choices, NumberLine, Question } from './lesson';

/** Called with the guess, an index or a number; undefined reveals without a guess. */
type Choose = (guess: number | undefined) => void;

/** About how many numbers label a line. */
const MARKS = 6;
/** No inner label is nearer to an end than this, as a fraction of the line. */
const APART = 0.1;

function optionButtons({ options }: Choices, choose: Choose) {
  const buttons = options.map((option, i) => {
    const button = createButton('', () => choose(i), { class: 'option', dir: 'auto' });
    button.append(make('kbd', { text: String(i + 1) }), option);
    return button;
  });
  return make('div', { class: 'options' }, ...buttons);
}

/** Both ends and round numbers between, under the places at which the slider's thumb means them. */
function marksOf({ low, high }: NumberLine): HTMLElement[] {
  const scale = scaleLinear([low, high], [0, 1]);
  const isClear = (value: number) => scale(value) > APART && scale(value) < 1 - APART;
  return [low, ...scale.ticks(MARKS).filter(isClear), high].map((value) => {
    const mark = make('span', { text: readable(value) });
    mark.style.setProperty('--at', String(scale(value)));
    return mark;
  });
}

function numberLine(line: NumberLine, choose: Choose) {
  const { low, high, step, unit } = line;
  const output = make('output', { dir: 'auto' });
  const tell = (value: number) => {
    output.textContent = withUnit(value, unit);
    slider.setAttribute('aria-valuetext', output.textContent);
  };
  // It starts at the low end, because the middle would be a hint.
  const slider = createRange({ min: low, max: high, step }, tell, { 'aria-label': 'your guess' });
  slider.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') choose(slider.valueAsNumber);
  });
  tell(low);
  const scale = make('div', { class: 'marks', 'aria-hidden': 'true' }, ...marksOf(line));
  const confirm = createButton('Submit guess', () => choose(slider.valueAsNumber));
  // Numbers grow to the right in every language.
  return make('div', { class: 'number-line', dir: 'ltr' }, output, slider, scale, confirm);
}

/** A number with its unit, if any. */
export const withUnit = (value: number, unit: string) =>
  unit ? `${readable(value)} ${unit}` : readable(value);

/** The option that a digit chooses; undefined if there is none. */
export function choiceOf({ answers }: Question, digit: string | undefined): number | undefined {
  const option = Number(digit) - 1;
  return answers.kind === 'choices' && Object.hasOwn(answers.options, option) ? option : undefined;
}

/** A question in place of the scene: the run appears when it has been answered or skipped. */
export function askQuestion({ text, answers }: Question, choose: Choose): HTMLElement {
  const { element } = renderText(text);
  element.classList.add('asked');
  const ways =
    answers.kind === 'choices' ? optionButtons(answers, choose) : numberLine(answers, choose);
  const show = createButton('Skip and reveal', () => choose(undefined), { class: 'show' });
  const hint = make('p', {
    class: 'held',
    dir: 'ltr',
    text: 'The result stays hidden until you answer.',
  });
  return make(
    'div',
    { class: 'lecture-question', 'aria-label': 'Question', role: 'group', dir: element.dir },
    make('p', { class: 'predict', text: 'Predict, then see' }),
    element,
    ways,
    make('div', { class: 'giving-up' }, show, hint),
  );
}
