import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readable } from '../../src/model/format';
import { Problem } from '../../src/model/problem';
import {
  MAX_WIDTH,
  type PropertyName,
  properties,
  propertyNames,
} from '../../src/model/properties';
import type { Property } from '../../src/model/property';

const rowOf = (name: PropertyName) => properties[name] as Property<unknown>;

/** What a text is read as, or the sentence with which it is refused. */
function read(name: PropertyName, text: string): unknown {
  const value = rowOf(name).parse(text);
  return value instanceof Problem ? value.sentence : value;
}

describe('a list of widths', () => {
  it.each([
    ['784', [784]],
    ['1024', [1024]],
    ['784,256,64', [784, 256, 64]],
    ['784, 256, 64', [784, 256, 64]],
    ['784,256,128', [784, 256, 128]],
    ['784,256', [784, 256]],
    ['100,200,300', [100, 200, 300]],
    ['28,784', [28, 784]],
    ['64,128,256,512', [64, 128, 256, 512]],
    ['512,2,512', [512, 2, 512]],
    ['784,128,2,128,784', [784, 128, 2, 128, 784]],
    ['2,128,784', [2, 128, 784]],
    ['10,20', [10, 20]],
    ['1,24', [1, 24]],
    ['1, 24', [1, 24]],
    ['1,1536', [1, 1536]],
    ['1, 536', [1, 536]],
    ['12, 288', [12, 288]],
    ['0784', [784]],
  ])('reads %j as a list', (text, widths) => {
    expect(read('widths', text)).toEqual(widths);
  });

  it.each([
    ['1,024', 'is unclear: 1024, or 1 and 24? Write 1024, or “1, 24” with a space.'],
    ['2,048', 'is unclear: 2048, or 2 and 48? Write 2048, or “2, 48” with a space.'],
    ['1, 024', 'is unclear: 1024, or 1 and 24? Write 1024, or “1, 24” with a space.'],
    ['784,1,024', 'is unclear: 1024, or 1 and 24? Write 1024, or “1, 24” with a space.'],
    ['1,024,512', 'is unclear: 1024, or 1 and 24? Write 1024, or “1, 24” with a space.'],
    ['1,536', 'is unclear: 1536, or 1 and 536? Write 1536, or “1, 536” with a space.'],
    ['784,1,536,64', 'is unclear: 1536, or 1 and 536? Write 1536, or “1, 536” with a space.'],
    ['4,096', 'is unclear: 4096, or 4 and 96? 4096 is above 2048; write “4, 96” with a space.'],
    ['8,192', 'is unclear: 8192, or 8 and 192? 8192 is above 2048; write “8, 192” with a space.'],
    ['12,288', 'is unclear: 12288, or 12 and 288? 12288 is above 2048; write “12, 288” with a'],
    ['1,000', 'has a comma in a number: write 1000.'],
    [
      '12,000',
      'is not a whole number from 1 to 2048, or a list of them separated by commas, and a',
    ],
    ['1 024', 'separated by commas; write 1024, without a separator.'],
    ['1\u202f024', 'separated by commas; write 1024, without a separator.'],
    ['1\u00a0024', 'separated by commas; write 1024, without a separator.'],
    ["1'024", 'separated by commas; write 1024, without a separator.'],
    ['1’024', 'separated by commas; write 1024, without a separator.'],
    ['1.024', 'separated by commas; write 1024, without a separator.'],
    ['1.000', 'separated by commas; write 1000, without a separator.'],
    ['784, 1.024', 'separated by commas; write 1024, without a separator.'],
    ['784 256', 'is not a whole number from 1 to 2048, or a list of them separated by commas.'],
    ['１０２４', 'is not a whole number from 1 to 2048, or a list of them separated by commas.'],
    ['784;256', 'is not a whole number from 1 to 2048, or a list of them separated by commas.'],
  ])('refuses %j and says how to write what is meant', (text, sentence) => {
    expect(read('widths', text)).toMatch(/^width “/);
    expect(read('widths', text)).toContain(`“${text}” `);
    expect(read('widths', text)).toContain(sentence);
  });

  it('takes every remedy that it names', () => {
    for (const text of ['1,024', '1, 024', '1,536', '4,096', '1,000', '1.000', "1'024"]) {
      const sentence = String(read('widths', text));
      const written = [/write (\d+)/i, /“(\d+, \d+)” with/].map((one) => one.exec(sentence)?.[1]);
      const remedies = written.filter((one) => one !== undefined);
      expect(remedies.length).toBeGreaterThan(0);
      for (const remedy of remedies) expect(Array.isArray(read('widths', remedy))).toBe(true);
    }
  });
});

describe('a number', () => {
  it.each([
    ['inputMean', '−0.5', -0.5],
    ['inputMean', ' -0.5 ', -0.5],
    ['inputMean', '−1.2×10⁻³', -0.0012],
    ['epsilon', '1.00×10⁻⁵', 1e-5],
    ['epsilon', '1e−5', 1e-5],
    ['inputMean', '−0', 0],
    ['std', '1.000', 1],
    ['std', '.5', 0.5],
    ['seed', '4294967295', 4294967295],
    ['seed', '1.2×10³', 1200],
    ['batch', '64.0', 64],
  ] as const)('%s %j is %d', (name, text, value) => {
    expect(read(name, text)).toBe(value);
  });

  it.each([
    ['std', '0,5', 'std “0,5” is not a number from 0 to 10; write 0.5, with a point.'],
    ['std', ',5', 'std “,5” is not a number from 0 to 10; write .5, with a point.'],
    [
      'inputMean',
      '−0,5',
      'input mean “−0,5” is not a number from -100 to 100; write -0.5, with a point.',
    ],
    [
      'epsilon',
      '1,5e-5',
      'epsilon “1,5e-5” is not a number from 0 to 1; write 1.5e-5, with a point.',
    ],
    ['inputStd', '1,024', '“1,024” is not a number from 0 to 100; write 1.024, with a point.'],
    ['batch', '1,024', '“1,024” is not a whole number from 1 to 2048; write 1024, without a'],
    ['batch', '1.024', '“1.024” is not a whole number from 1 to 2048; write 1024, without a'],
    ['batch', '1.000', '“1.000” is not a whole number from 1 to 2048; write 1000, without a'],
    ['seed', '4 294 967 295', 'to 4294967295; write 4294967295, without a separator.'],
    // A thousand layers are not allowed either, so they are not advised.
    ['depth', '1,000', 'depth “1,000” is not a whole number from 1 to 200.'],
    ['depth', '1.000', 'depth “1.000” is not a whole number from 1 to 200.'],
    ['depth', '0,5', 'depth “0,5” is not a whole number from 1 to 200.'],
    ['depth', '10²', 'depth “10²” is not a whole number from 1 to 200.'],
    ['std', '1/2', 'std “1/2” is not a number from 0 to 10.'],
    ['std', '1.2×10', 'std “1.2×10” is not a number from 0 to 10.'],
    ['std', '0, 5', 'std “0, 5” is not a number from 0 to 10.'],
    ['sparsity', '90 %', 'sparsity “90 %” is not a number from 0 to 1.'],
  ] as const)('%s %j is refused with what is meant', (name, text, sentence) => {
    expect(read(name, text)).toContain(sentence);
  });
});

describe('what the page prints of a property', () => {
  const reals = propertyNames.filter((name) => {
    const { control } = rowOf(name);
    return 'min' in control && !control.step;
  });
  const anyReal = fc.constantFrom(...reals).chain((name) => {
    const { min, max } = rowOf(name).control as { min: number; max: number };
    const value = fc.oneof(
      fc.double({ min, max, noNaN: true, noDefaultInfinity: true }),
      // Small ones are rare among doubles of a range, and the ones printed with a power of ten.
      fc
        .integer({ min: -99_999, max: 99_999 })
        .chain((m) =>
          fc
            .integer({ min: -40, max: 2 })
            .map((e) => Math.max(min, Math.min(max, m * 10 ** (e - 4)))),
        ),
    );
    return value.map((x) => [name, x] as const);
  });

  it('is read back: a number as the panel and the text round it', () => {
    fc.assert(
      fc.property(anyReal, ([name, x]) => {
        const row = properties[name] as Property<number>;
        expect(row.parse(row.format(x))).toBe(x + 0);
        // As the panel's fields and as words say it, rounded; toPrecision does not know −0.
        expect(row.parse(String(Number(x.toPrecision(4))))).toBe(Number(x.toPrecision(4)) + 0);
        expect(row.parse(readable(x))).toBe(Number(x.toPrecision(3)) + 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read back: whatever widths', () => {
    const width = fc.oneof(
      fc.integer({ min: 1, max: MAX_WIDTH }),
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 100, max: 999 }),
    );
    fc.assert(
      fc.property(fc.array(width, { minLength: 1, maxLength: 6 }), (widths) => {
        const { format, parse } = properties.widths;
        expect(parse(format(widths))).toEqual(widths);
        expect(parse(widths.join(', '))).toEqual(widths);
      }),
      { numRuns: 3000 },
    );
  });

  it('is written without spaces where nothing is unclear', () => {
    expect(properties.widths.format([784, 256, 64])).toBe('784,256,64');
    expect(properties.widths.format([1, 536])).toBe('1, 536');
  });
});
