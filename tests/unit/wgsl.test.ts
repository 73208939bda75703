/** Bindings and structs as our short reader finds them, against a library that reads all of WGSL. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  type IntrinsicDefinition,
  makeBindGroupLayoutDescriptors,
  makeShaderDataDefinitions,
} from 'webgpu-utils';
import { bareKernel } from '../../scripts/build/kernels.mjs';
import { type Grain, grains } from '../../src/engine/webgpu/partition';
import { products } from '../../src/engine/webgpu/products';
import {
  activationSources,
  drawSources,
  grained,
  NOTHING_ELSE,
  nonFiniteSource,
  sources,
  subnormalsSource,
  withConstants,
} from '../../src/engine/webgpu/sources';
import { bindingsOf, structOf, threadsOf } from '../../src/engine/webgpu/wgsl';

// Node has no WebGPU to say it.
vi.stubGlobal('GPUShaderStage', { VERTEX: 1, FRAGMENT: 2, COMPUTE: 4 });
afterAll(() => vi.unstubAllGlobals());

const of = (more: string, kernels: Readonly<Record<string, string>>) =>
  Object.entries(kernels).map(([name, code]) => [`${name} ${more}`.trim(), code] as const);
const everyKernel = [
  ...of('', {
    ...sources,
    ...drawSources,
    subnormals: subnormalsSource,
    nonFinite: nonFiniteSource,
  }),
  ...Object.entries(products).flatMap(([name, { kernels }]) => of(name, kernels)),
  ...(Object.keys(grains) as Grain[]).flatMap((grain) =>
    of(grain, { ...grained(grain), ...activationSources('gelu', grain) }),
  ),
].map(([name, code]) => [name, withConstants(code, NOTHING_ELSE)] as const);

describe('a kernel’s WGSL', () => {
  it.each(everyKernel)('of %s is read as the library reads it', (_, code) => {
    const its = makeShaderDataDefinitions(code);
    const [{ entries } = { entries: [] }] = makeBindGroupLayoutDescriptors(its, {
      compute: { entryPoint: 'main' },
    });
    const bindings = bindingsOf(code);
    expect(
      bindings.map(({ binding, buffer }) => [binding, buffer]).sort(),
      'bindings that the kernel uses',
    ).toEqual(
      [...entries].map(({ binding, buffer }) => [binding, buffer?.type ?? 'uniform']).sort(),
    );
    expect(Object.fromEntries(bindings.map(({ name, binding }) => [name, binding]))).toEqual(
      Object.fromEntries(
        Object.entries({ ...its.uniforms, ...its.storages }).map(([name, one]) => [
          name,
          one.binding,
        ]),
      ),
    );

    for (const [name, { size, fields }] of Object.entries(its.structs)) {
      // Some are of a kernel's own memory alone.
      if (!bindings.some(({ type }) => type === name || type === `array<${name}>`)) continue;
      const struct = structOf(code, name);
      expect(struct.bytes).toBe(size);
      expect(struct.fields.map(({ name, type, at }) => [name, { type, offset: 4 * at }])).toEqual(
        Object.entries(fields).map(([name, { type, offset }]) => [
          name,
          { type: (type as IntrinsicDefinition).type, offset },
        ]),
      );
    }
  });

  it('tells a workgroup’s threads, as a number or as a constant of its own', () => {
    const [normal, scale] = [drawSources['draw normal'], sources.scale];
    expect([normal, scale].map(threadsOf)).toEqual([64, 256]);
    expect(threadsOf(grained('serial').moments)).toBe(8);
    expect(threadsOf(grained('parallel').moments)).toBe(128);
  });

  it('whose struct is missing, or has a field of another type, is refused by its name', () => {
    expect(() => structOf('struct Other { a: u32 }', 'Task')).toThrow('There is no struct Task.');
    expect(() => structOf('struct Task { a: u32, at: vec2f }', 'Task')).toThrow(
      'Struct Task has “at: vec2f”: only u32, i32, f32 are read.',
    );
    // Comments may say anything.
    const said = 'struct Task {\n  // not b: vec2f, } nor\n  a: f32,\n}';
    expect(structOf(said, 'Task')).toEqual({
      bytes: 4,
      fields: [{ name: 'a', type: 'f32', at: 0 }],
    });
  });

  it.each(everyKernel)('of %s says the same without what only its readers need', (_, code) => {
    // The page's build knows of comments to a line's end alone.
    expect(code).not.toContain('/*');
    const bare = bareKernel(code);
    expect(bare).not.toMatch(/\/\/|^\s|^$/m);
    const said = (text: string) =>
      text
        .replace(/\/\/.*$/gm, ' ')
        .split(/\s+/)
        .filter(Boolean);
    expect(said(bare)).toEqual(said(code));
    expect(bindingsOf(bare)).toEqual(bindingsOf(code));
  });
});
