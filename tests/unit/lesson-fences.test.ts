import { describe, expect, it } from 'vitest';
import { createFenceReader } from '../../src/lecture/format/fences';
import { file, HEAD, sentenceOf, stepsOf } from './lesson-making';

/** The lines of a text that are fenced code. */
function fencedIn(text: string): string[] {
  const reader = createFenceReader();
  return text.split('\n').filter((line) => reader.reads(line));
}

describe('fenced code', () => {
  it.each([
    ['of backticks', 'a\n```\nb\n```\nc', ['```', 'b', '```']],
    ['of tildes', '~~~\nb\n~~~\nc', ['~~~', 'b', '~~~']],
    ['with an info string', '```js {1} `'.replace(' `', '\nb\n```'), ['```js {1}', 'b', '```']],
    ['that ends with a longer fence', '```\nb\n`````\nc', ['```', 'b', '`````']],
    ['that a shorter one does not end', '````\n```\n````\nc', ['````', '```', '````']],
    ['that the other kind does not end', '```\n~~~\n```\nc', ['```', '~~~', '```']],
    ['that no info string ends', '```\n``` js\n```\nc', ['```', '``` js', '```']],
    ['of tildes with backticks behind', '~~~ a`b\nc\n~~~', ['~~~ a`b', 'c', '~~~']],
    ['without an end', 'a\n```\nb', ['```', 'b']],
    ['up to three spaces in', '   ```\nb\n  ```\nc', ['   ```', 'b', '  ```']],
    ['in a quote, which ends it', '> ```\n> b\nc\n', ['> ```', '> b']],
    ['in an item, which ends it', '- ```\n  b\n\n  c\nd', ['- ```', '  b', '', '  c']],
    ['in an item of an item', '1. - ~~~\n     b\n     ~~~\nc', ['1. - ~~~', '     b', '     ~~~']],
    ['under an item', '- a\n\n  ```\n  b\n  ```\nc', ['  ```', '  b', '  ```']],
    ['in a quote in an item', '- > ```\n  > b\n  c', ['- > ```', '  > b']],
  ])('%s', (_, text, fenced) => {
    expect(fencedIn(text)).toEqual(fenced);
  });

  it.each(['``` a`b', '``\nb\n``', '    ```\n    b', 'a ```\nb', '\\```\nb'])(
    'is not in %j',
    (text) => {
      expect(fencedIn(text)).toEqual([]);
    },
  );
});

describe('a step', () => {
  const code = '---\nlayer: 3\n---\n???\n';

  it.each([
    ['```', '```'],
    ['```yaml', '```'],
    ['~~~~ any `thing`', '~~~~~'],
    ['- ```\n  a\n  ```\n\n~~~', '~~~'],
  ])('may hold three dashes and question marks between %j and %j', (opening, closing) => {
    const text = `Before.\n\n${opening}\n${code}${closing}\n\nAfter.`;
    const steps = stepsOf(
      file([HEAD, `${text}\n???\nNotes.\n\n${opening}\n${code}${closing}`], ['']),
    );
    expect(steps).toHaveLength(2);
    expect(steps[0]!.text).toBe(text);
    expect(steps[0]!.notes).toBe(`Notes.\n\n${opening}\n${code}${closing}`);
  });

  it('ends at dashes in its first column alone: indented, they are code', () => {
    const steps = stepsOf(file([HEAD, 'Text.\n\n    ---\n    ???\n'], ['']));
    expect(steps).toHaveLength(2);
    expect(steps[0]!.text).toBe('Text.\n\n    ---\n    ???');
  });

  it('begins where a list or a quote ends, and fenced code in it', () => {
    expect(stepsOf(file([HEAD, '- ```\n  a'], ['']))).toHaveLength(2);
    expect(stepsOf(file([HEAD, '> ```\n> a'], ['']))).toHaveLength(2);
  });

  it.each([
    [
      'Text.\n\n```js\na',
      'mine.md, line 7: The code that begins here has no end: a line of ``` alone.',
    ],
    [
      '~~~~\na\n~~~',
      'mine.md, line 5: The code that begins here has no end: a line of ~~~~ alone.',
    ],
    ['a\n???\n```', 'mine.md, line 7: The code that begins here has no end'],
    ['```\na\n```\n```', 'mine.md, line 8: The code that begins here has no end'],
  ])('is refused where fenced code has no end: %j', (text, sentence) => {
    expect(sentenceOf(file([HEAD, text]))).toContain(sentence);
    // With steps after it, which it would hide.
    expect(sentenceOf(file([HEAD, text], ['']))).toContain(sentence);
  });
});
