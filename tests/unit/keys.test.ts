import { describe, expect, it } from 'vitest';
import { type KeyEvent, pressOf } from '../../src/dom/keys';
import {
  isClickers,
  type KeyPress,
  keyIn,
  type LabKey,
  type LectureKey,
  labKeys,
  lectureKeys,
  pressed,
} from '../../src/model/keys';

const rows = [...Object.values(labKeys), ...Object.values(lectureKeys)];
const keys = rows.flatMap((row): readonly string[] => row.keys);

/** A key press as a browser tells it. */
const press = (key: string, code: string, more: Partial<KeyEvent> = {}): KeyPress =>
  pressOf({
    key,
    code,
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    isComposing: false,
    keyCode: 0,
    defaultPrevented: false,
    target: null,
    ...more,
  });

const shifted = { shiftKey: true };

/** Rows of both tables by the letter that a US keyboard prints. */
const letters: readonly (readonly [LabKey | LectureKey, string])[] = [
  ['camera', 'C'],
  ['height', 'T'],
  ['layers', 'P'],
  ['reroll', 'R'],
  ['fullscreen', 'F'],
  ['overview', 'O'],
  ['controls', 'H'],
  ['black', 'B'],
  ['white', 'W'],
  ['spotlight', 'L'],
  ['presenter', 'S'],
];

const rowsOf = (event: KeyPress) =>
  [keyIn<LabKey>(labKeys, event), keyIn<LectureKey>(lectureKeys, event)].filter(Boolean);

describe('the keys', () => {
  it('mean one thing each', () => {
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('are compared in lower case, and leave the browser its own', () => {
    expect(keys.filter((key) => key !== key.toLowerCase() || /^f\d/.test(key))).toEqual([]);
  });

  it('hold what clickers send, and both ways of it', () => {
    expect(lectureKeys.next.keys).toContain('pagedown');
    expect(lectureKeys.previous.keys).toContain('pageup');
    expect(lectureKeys.black.keys).toEqual(expect.arrayContaining(['b', '.']));
  });
});

/**
 * What keyboards print, as tables of the layouts in xkeyboard-config and Windows have it: at the
 * places of 1 to 0 without Shift; at those of C T P R F O H B W L S in that order; and the signs as
 * [key, code, Shift].
 */
const layouts: Readonly<
  Record<
    string,
    {
      readonly digits: string;
      readonly digitsWithShift: string;
      readonly letters: readonly string[];
      readonly larger?: readonly [string, string, boolean];
      readonly smaller?: readonly [string, string, boolean];
      readonly help: readonly [string, string, boolean];
      /** What a clicker's black button prints, at the place of the point. */
      readonly point: string;
    }
  >
> = {
  US: {
    digits: '1234567890',
    digitsWithShift: '!@#$%^&*()',
    letters: [...'ctprfohbwls'],
    larger: ['+', 'Equal', true],
    smaller: ['-', 'Minus', false],
    help: ['?', 'Slash', true],
    point: '.',
  },
  UK: {
    digits: '1234567890',
    digitsWithShift: '!"£$%^&*()',
    letters: [...'ctprfohbwls'],
    larger: ['=', 'Equal', false],
    smaller: ['-', 'Minus', false],
    help: ['?', 'Slash', true],
    point: '.',
  },
  German: {
    digits: '1234567890',
    digitsWithShift: '!"§$%&/()=',
    letters: [...'ctprfohbwls'],
    larger: ['+', 'BracketRight', false],
    smaller: ['-', 'Slash', false],
    help: ['?', 'Minus', true],
    point: '.',
  },
  'French AZERTY': {
    digits: '&é"\'(-è_çà',
    digitsWithShift: '1234567890',
    letters: [...'ctprfohbzls'],
    larger: ['+', 'Equal', true],
    smaller: ['-', 'NumpadSubtract', false],
    help: ['?', 'KeyM', true],
    point: ':',
  },
  Czech: {
    digits: '+ěščřžýáíé',
    digitsWithShift: '1234567890',
    letters: [...'ctprfohbwls'],
    larger: ['+', 'NumpadAdd', false],
    smaller: ['-', 'Slash', false],
    help: ['?', 'Comma', true],
    point: '.',
  },
  Spanish: {
    digits: '1234567890',
    digitsWithShift: '!"·$%&/()=',
    letters: [...'ctprfohbwls'],
    larger: ['+', 'BracketRight', false],
    smaller: ['-', 'Slash', false],
    help: ['?', 'Minus', true],
    point: '.',
  },
  Turkish: {
    digits: '1234567890',
    digitsWithShift: "!'^+%&/()=",
    letters: [...'ctprfohbwls'],
    larger: ['+', 'Digit4', true],
    smaller: ['-', 'Equal', false],
    help: ['?', 'Minus', true],
    point: 'ç',
  },
  Russian: {
    digits: '1234567890',
    digitsWithShift: '!"№;%:?*()',
    letters: [...'сезкащрицды'],
    larger: ['+', 'Equal', true],
    smaller: ['-', 'Minus', false],
    help: ['?', 'Digit7', true],
    point: 'ю',
  },
  Greek: {
    digits: '1234567890',
    digitsWithShift: '!@#$%^&*()',
    letters: [...'ψτπρφοηβςλσ'],
    larger: ['+', 'Equal', true],
    smaller: ['-', 'Minus', false],
    help: ['?', 'Slash', true],
    point: '.',
  },
  Hebrew: {
    digits: '1234567890',
    digitsWithShift: '!@#$%^&*)(',
    letters: [...'באפרכםינ', "'", ...'ךד'],
    larger: ['+', 'Equal', true],
    smaller: ['-', 'Minus', false],
    help: ['?', 'Slash', true],
    point: 'ץ',
  },
  Arabic: {
    digits: '١٢٣٤٥٦٧٨٩٠',
    digitsWithShift: '!@#$%^&*)(',
    letters: ['ؤ', 'ف', 'ح', 'ق', 'ب', 'خ', 'ا', 'لا', 'ص', 'م', 'س'],
    larger: ['+', 'Equal', true],
    smaller: ['-', 'Minus', false],
    help: ['؟', 'Slash', true],
    point: 'ز',
  },
  Hindi: {
    digits: '१२३४५६७८९०',
    digitsWithShift: 'ऍॅ्र्ज्ञत्रक्षश्र()',
    letters: ['म', 'ू', 'ज', 'ी', 'ि', 'द', 'प', 'व', 'ै', 'त', 'े'],
    smaller: ['-', 'Minus', false],
    larger: ['+', 'NumpadAdd', false],
    help: ['?', 'Slash', true],
    point: '.',
  },
};

const digitCodes = [...'1234567890'].map((digit) => `Digit${digit}`);

describe.each(Object.entries(layouts))('on a keyboard that is %s', (name, layout) => {
  it('digits go by place, with Shift and without', () => {
    expect([...layout.digits].map((key, i) => pressed(press(key, digitCodes[i]!)))).toEqual([
      ...'1234567890',
    ]);
    // What is printed there with Shift may be one of the signs, which then counts: see below.
    const signs = [layout.larger, layout.help].map((sign) => sign?.[1]);
    for (const [i, key] of [...layout.digitsWithShift].slice(0, 10).entries())
      if (!signs.includes(digitCodes[i]))
        expect(pressed(press(key, digitCodes[i]!, shifted))).toBe(String((i + 1) % 10));
  });

  it('letters do what the help says, small and large', () => {
    for (const [i, [row, letter]] of letters.entries()) {
      // AZERTY has Z where a US keyboard has W, and W where that has Z.
      const code = name === 'French AZERTY' && row === 'white' ? 'KeyZ' : `Key${letter}`;
      const key = name === 'French AZERTY' && row === 'white' ? 'w' : layout.letters[i]!;
      expect([row, rowsOf(press(key, code))]).toEqual([row, [row]]);
      expect([row, rowsOf(press(key.toUpperCase(), code, shifted))]).toEqual([row, [row]]);
    }
  });

  it('signs go by what they print, and the point by its place', () => {
    for (const row of ['larger', 'smaller', 'help'] as const) {
      const sign = layout[row];
      if (!sign) continue;
      const [key, code, shiftKey] = sign;
      expect([row, rowsOf(press(key, code, { shiftKey }))]).toEqual([row, [row]]);
    }
    expect(rowsOf(press(layout.point, 'Period'))).toEqual(['black']);
    expect(isClickers(press(layout.point, 'Period'))).toBe(true);
  });
});

describe('Dvorak', () => {
  it('has its own letters and its own point', () => {
    const places = { c: 'I', t: 'K', p: 'R', r: 'O', f: 'Y', o: 'S', h: 'J', b: 'N', l: 'P' };
    for (const [letter, place] of Object.entries(places))
      expect(pressed(press(letter, `Key${place}`))).toBe(letter);
    expect(pressed(press('w', 'Comma'))).toBe('w');
    expect(pressed(press('s', 'Semicolon'))).toBe('s');
    expect(rowsOf(press('.', 'KeyE'))).toEqual(['black']);
    // A comma where W is on other keyboards, and letters at the places of others' commands.
    expect(rowsOf(press(',', 'KeyW'))).toEqual([]);
    expect(rowsOf(press('x', 'KeyB'))).toEqual([]);
    // A clicker's black button.
    expect(rowsOf(press('v', 'Period'))).toEqual(['black']);
  });
});

describe('a Latin letter', () => {
  it('is never another one by its place', () => {
    // BÉPO, where é and è are at the places of W and T, and H where the point is.
    expect(rowsOf(press('é', 'KeyW'))).toEqual([]);
    expect(rowsOf(press('è', 'KeyT'))).toEqual([]);
    expect(rowsOf(press('h', 'Period'))).toEqual(['controls']);
    // AZERTY's comma, and letters of Nordic keyboards.
    expect(rowsOf(press(',', 'KeyM'))).toEqual([]);
    expect(rowsOf(press('ö', 'Semicolon'))).toEqual([]);
  });
});

describe('a numeric pad', () => {
  it('has digits with Num Lock, and arrows and pages without', () => {
    expect(pressed(press('3', 'Numpad3'))).toBe('3');
    expect(rowsOf(press('PageDown', 'Numpad3'))).toEqual(['next']);
    expect(rowsOf(press('End', 'Numpad1'))).toEqual(['last']);
    expect(rowsOf(press('+', 'NumpadAdd'))).toEqual(['larger']);
    expect(rowsOf(press('.', 'NumpadDecimal'))).toEqual(['black']);
  });
});

describe('an input method', () => {
  it.each([
    ['composing', press('c', 'KeyC', { isComposing: true })],
    ['taking a letter', press('Process', 'KeyC', { keyCode: 229 })],
    ['taking a letter under its own name', press('ㅊ', 'KeyC', { keyCode: 229 })],
    ['taking a digit', press('1', 'Digit1', { keyCode: 229 })],
    ['taking Page Down', press('PageDown', 'PageDown', { keyCode: 229 })],
    ['taking Escape', press('Escape', 'Escape', { isComposing: true })],
    ['a dead key', press('Dead', 'KeyC')],
  ])('keeps its keys: %s', (_, event) => {
    expect(rowsOf(event)).toEqual([]);
    expect(isClickers(event)).toBe(false);
  });

  it('that is off keeps none', () => {
    expect(rowsOf(press('c', 'KeyC', { keyCode: 67 }))).toEqual(['camera']);
  });
});

describe('keys without a place, as some clickers and on-screen keyboards send them', () => {
  it.each([
    ['PageDown', 'next'],
    ['5', 'scheme'],
    ['b', 'black'],
    ['.', 'black'],
    ['−', 'smaller'],
  ])('%s means %s', (key, row) => {
    expect(rowsOf(press(key, ''))).toEqual([row]);
  });
});

describe('keys with a modifier', () => {
  it.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }])(
    '%j are others’',
    (modifier) => {
      expect(rowsOf(press('с', 'KeyC', modifier))).toEqual([]);
      expect(isClickers(press('PageDown', 'PageDown', modifier))).toBe(false);
    },
  );
});
