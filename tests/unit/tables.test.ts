import { describe, expect, it } from 'vitest';
import { type ActivationName, activationOf, activations } from '../../src/model/activations';
import { type SchemeName, schemeOf, schemes } from '../../src/model/schemes';
import oracle from '../oracle/functions.json';

const parameters = { std: 1, gain: 1, a: 0, mode: 'fan_in' } as const;

describe('activations', () => {
  // torch.tanh in float64 and Math.tanh may differ in the last bits only.
  it.each(Object.keys(activations) as ActivationName[])('%s is PyTorch’s at 42 points', (name) => {
    const { value } = oracle.functions[name];
    oracle.x.forEach((x, i) => {
      expect(activationOf(name).phi(x)).toBeCloseTo(value[i]!, 14);
    });
  });

  it.each([
    ['identity', oracle.gain.linear],
    ['relu', oracle.gain.relu],
    ['tanh', oracle.gain.tanh],
  ] as const)('%s has calculate_gain’s gain', (name, gain) => {
    expect(activationOf(name).gain).toBeCloseTo(gain, 14);
  });
});

describe('schemes', () => {
  it.each(oracle.std)('have PyTorch’s standard deviations for $fan_in → $fan_out', (row) => {
    const std = (name: SchemeName, p: object = {}) =>
      schemeOf(name).std(row.fan_in, row.fan_out, { ...parameters, ...p });
    expect(std('xavier_normal')).toBeCloseTo(row.xavier, 14);
    expect(std('xavier_uniform') * Math.sqrt(3)).toBeCloseTo(row.xavier_uniform_bound, 14);
    expect(std('kaiming_normal')).toBeCloseTo(row.kaiming_fan_in, 14);
    expect(std('kaiming_normal', { mode: 'fan_out' })).toBeCloseTo(row.kaiming_fan_out, 14);
    // kaiming_uniform's bound is √3 times kaiming_normal's std; nn.Linear's has a = √5.
    expect(std('kaiming_normal', { a: Math.sqrt(5) }) * Math.sqrt(3)).toBeCloseTo(
      row.linear_default_bound,
      14,
    );
    expect(std('lecun_normal')).toBeCloseTo(1 / Math.sqrt(row.fan_in), 14);
  });

  it('take their gain and std as factors', () => {
    expect(schemeOf('normal').std(5, 7, { ...parameters, std: 0.02 })).toBe(0.02);
    expect(schemeOf('lecun_normal').std(4, 7, { ...parameters, gain: 3 })).toBe(1.5);
  });

  it.each(Object.keys(schemes) as SchemeName[])('%s reads only the parameters it names', (name) => {
    const { parameters: named, std } = schemeOf(name);
    const read = new Set<string>();
    const spy = new Proxy(parameters, {
      get: (target, key: keyof typeof parameters) => {
        read.add(key);
        return target[key];
      },
    });
    std(3, 5, spy);
    expect([...read].sort()).toEqual([...named].sort());
  });
});
