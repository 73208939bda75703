import { describe, expect, it } from 'vitest';
import { type ActivationName, activations, gainOfActivation } from '../../src/model/activations';
import { applies } from '../../src/model/applies';
import { type PropertyName, propertyNames } from '../../src/model/properties';
import { type SchemeName, schemeOf, schemes } from '../../src/model/schemes';
import { folders, loose } from '../../src/ui/folders';
import { withConsequences } from '../../src/ui/panel';
import { iris } from './data-writing';
import { made } from './making';

const applying = (changes: Record<string, unknown>) => {
  const experiment = made(changes);
  return propertyNames.filter((name) => applies(name, experiment));
};

const ALWAYS: PropertyName[] = [
  'scheme',
  'activation',
  'depth',
  'shape',
  'widths',
  'norm',
  'residual',
  'batch',
  'input',
  'format',
  'backward',
  'seed',
];

describe('a property applies', () => {
  it.each<[Record<string, unknown>, PropertyName[]]>([
    [{ scheme: 'zeros' }, ['bias', 'inputMean', 'inputStd']],
    [{}, ['std', 'gain', 'bias', 'inputMean', 'inputStd']],
    [{ scheme: 'zeros', bias: 'constant' }, ['bias', 'biasValue', 'inputMean', 'inputStd']],
    [{ scheme: 'zeros', bias: 'normal' }, ['bias', 'biasStd', 'inputMean', 'inputStd']],
    [{ scheme: 'linear_default', bias: 'normal' }, ['gain', 'inputMean', 'inputStd']],
    [{ scheme: 'kaiming_uniform' }, ['mode', 'a', 'gain', 'bias', 'inputMean', 'inputStd']],
    [{ scheme: 'sparse', input: 'digits' }, ['std', 'sparsity', 'gain', 'bias', 'pixels']],
    [
      { scheme: 'zeros', input: 'file', data: iris.name, widths: [4] },
      ['bias', 'data', 'features'],
    ],
    [{ scheme: 'constant', input: 'constant' }, ['value', 'gain', 'bias', 'constant', 'noise']],
    [
      { scheme: 'uniform', input: 'correlated' },
      ['bound', 'gain', 'bias', 'inputMean', 'inputStd', 'correlation'],
    ],
    [
      { scheme: 'zeros', input: 'uniform', activation: 'leaky_relu', shape: 'linear' },
      ['bias', 'slope', 'lastWidth', 'inputMean', 'inputStd'],
    ],
    [
      { scheme: 'zeros', norm: 'rms', residual: true, branch: 'typed' },
      ['bias', 'epsilon', 'branch', 'branchScale', 'inputMean', 'inputStd'],
    ],
    [
      { scheme: 'zeros', residual: true, branchScale: 2 },
      ['bias', 'branch', 'inputMean', 'inputStd'],
    ],
  ])('with %o', (changes, expected) => {
    const order = (names: PropertyName[]) => propertyNames.filter((name) => names.includes(name));
    expect(applying(changes)).toEqual(order([...ALWAYS, ...expected]));
  });

  it('a scheme’s parameters are those of its row', () => {
    const parameters = ['std', 'bound', 'value', 'sparsity', 'mode', 'a', 'gain'] as const;
    for (const scheme of Object.keys(schemes) as SchemeName[])
      expect(parameters.filter((name) => applies(name, made({ scheme })))).toEqual(
        parameters.filter((name) => schemeOf(scheme).parameters.includes(name)),
      );
  });
});

describe('the panel', () => {
  it('has a place for every property that has no buttons, and only one', () => {
    const placed = [...Object.values(folders).flatMap(({ names }) => names), ...loose];
    const expected = propertyNames.filter((name) => name !== 'scheme' && name !== 'activation');
    expect(placed.toSorted()).toEqual(expected.toSorted());
  });

  it('tells a folder’s state', () => {
    const tell = (title: string, changes: Record<string, unknown>) =>
      folders[title]!.state?.(made(changes));
    expect(tell('Normalisation', { norm: 'layer' })).toBe('layer');
    expect(tell('Bias', {})).toBe('zero');
    expect(tell('Bias', { bias: 'normal' })).toBe('normal, std 0.5');
    expect(tell('Bias', { scheme: 'linear_default' })).toBe('uniform, with linear_default');
    expect(tell('Residual', {})).toBe('none');
    expect(tell('Residual', { residual: true, branch: '1/√2' })).toBe('branch × 1/√2');
    expect(tell('Input', { input: 'digits' })).toBe('digits');
    expect(tell('Input', { input: 'file', data: iris.name, widths: [4] })).toBe('iris.csv');
  });

  it('takes a list of widths for the shape “list”, and leaves it with one width', () => {
    const plain = made({});
    const list = made({ widths: [784, 256, 10], shape: 'list' });
    expect(withConsequences({ widths: [9, 8] }, plain)).toEqual({ widths: [9, 8], shape: 'list' });
    expect(withConsequences({ widths: [9] }, list)).toEqual({ widths: [9], shape: 'constant' });
    expect(withConsequences({ widths: [9] }, plain)).toEqual({ widths: [9] });
    expect(withConsequences({ shape: 'linear' }, list)).toEqual({ shape: 'linear', widths: [784] });
    expect(withConsequences({ shape: 'list' }, list)).toEqual({ shape: 'list' });
    expect(withConsequences({ depth: 3 }, list)).toEqual({ depth: 3 });
  });
});

describe('the gain of an activation', () => {
  it.each<[Record<string, unknown>, number | undefined]>([
    [{ activation: 'relu' }, Math.SQRT2],
    [{ activation: 'tanh' }, 5 / 3],
    [{ activation: 'selu' }, 3 / 4],
    [{ activation: 'leaky_relu', slope: 1 }, 1],
    [{ activation: 'gelu' }, undefined],
    // Kaiming's formula holds ReLU's gain already.
    [{ activation: 'relu', scheme: 'kaiming_normal' }, 1],
    [{ activation: 'tanh', scheme: 'kaiming_uniform' }, 5 / 3 / Math.SQRT2],
    [{ activation: 'leaky_relu', slope: 0.3, scheme: 'kaiming_normal', a: 0.3 }, 1],
  ])('%o', (changes, gain) => {
    const found = gainOfActivation(made(changes));
    if (gain === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(gain, 12);
  });

  it('is offered for what calculate_gain knows', () => {
    const known = (Object.keys(activations) as ActivationName[]).filter(
      (activation) => gainOfActivation(made({ activation })) !== undefined,
    );
    expect(known).toEqual(['identity', 'relu', 'leaky_relu', 'selu', 'tanh', 'sigmoid']);
  });
});
