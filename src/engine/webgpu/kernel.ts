import {
  type IntrinsicDefinition,
  makeBindGroupLayoutDescriptors,
  makeShaderDataDefinitions,
  type StructDefinition,
  setStructuredValues,
  type VariableDefinition,
} from 'webgpu-utils';
import { views, type Words } from './codec';
import { inErrorScope } from './error-scope';

/** Values of a kernel's uniform struct, by the names in its WGSL. */
export type Params = Readonly<Record<string, number>>;

/**
 * A compute pipeline with one bind group: a uniform struct at a dynamic offset, and storage
 * buffers. All bindings are read from the WGSL.
 */
export interface Kernel {
  readonly name: string;
  readonly pipeline: GPUComputePipeline;
  /** Threads of a workgroup along its first direction. */
  readonly threads: number;
  /** Binds buffers by the names of the WGSL variables. Throws if one is missing. */
  bind(uniforms: GPUBuffer, storage: Readonly<Record<string, GPUBuffer>>): GPUBindGroup;
  /** Writes the uniform struct to `offset` of `target`. */
  write(params: Params, target: ArrayBuffer, offset: number): void;
}

/** Threads of a workgroup along its first direction, read from the WGSL: a number, or a constant of its own. */
export function threadsOf(code: string): number {
  const [, said] = /@workgroup_size\((\w+)/.exec(code)!;
  return Number(new RegExp(`const ${said} = (\\d+)`).exec(code)?.[1] ?? said);
}

/** Views of a memory that is written to hundreds of times a run, made once. */
const viewed = new WeakMap<ArrayBuffer, Words>();
function viewsOf(memory: ArrayBuffer): Words {
  const known = viewed.get(memory) ?? views(memory);
  viewed.set(memory, known);
  return known;
}

/** Writes a uniform struct's fields, whose places are asked of the definition once: a run has hundreds. */
function writerOf(uniform: VariableDefinition): Kernel['write'] {
  const { fields } = uniform.typeDefinition as StructDefinition;
  const places = Object.entries(fields).map(([name, { offset, type }]) => ({
    name,
    at: offset / 4,
    type: (type as IntrinsicDefinition).type as keyof Words,
  }));
  if (places.some(({ type }) => !['u32', 'i32', 'f32'].includes(type)))
    return (params, target, offset) => setStructuredValues(uniform, params, target, offset);
  return (params, target, offset) => {
    const words = viewsOf(target);
    for (const { name, at, type } of places) {
      const value = params[name];
      if (value !== undefined) words[type][offset / 4 + at] = value;
    }
  };
}

const described = (messages: readonly GPUCompilationMessage[]) =>
  messages.map((m) => `${m.type} in line ${m.lineNum}: ${m.message}`).join('\n');

/**
 * Compiles a kernel whose entry point is `main`. Rejects with the compiler's messages, also when
 * it only warns: a kernel that is not clean on one compiler is broken on another.
 */
export async function createKernel(device: GPUDevice, name: string, code: string): Promise<Kernel> {
  const definitions = makeShaderDataDefinitions(code);
  const [uniform] = Object.values(definitions.uniforms);
  if (!uniform) throw new Error(`Kernel ${name} has no uniform struct.`);

  const [descriptor] = makeBindGroupLayoutDescriptors(definitions, {
    compute: { entryPoint: 'main' },
  });
  const entries = [...descriptor!.entries].map((entry) =>
    entry.binding === uniform.binding
      ? { ...entry, buffer: { ...entry.buffer, hasDynamicOffset: true } }
      : entry,
  );
  const { made, error } = inErrorScope(device, 'validation', () => {
    const module = device.createShaderModule({ label: name, code });
    const bindGroupLayout = device.createBindGroupLayout({ label: name, entries });
    const layout = device.createPipelineLayout({ bindGroupLayouts: [bindGroupLayout] });
    const pipeline = device
      .createComputePipelineAsync({ label: name, layout, compute: { module, entryPoint: 'main' } })
      .catch((error: Error) => error);
    return { bindGroupLayout, pipeline, info: module.getCompilationInfo() };
  });
  // Together: where the device goes meanwhile all of them reject, and one is enough to tell.
  const [{ messages }, compiled, invalid] = await Promise.all([made.info, made.pipeline, error]);
  if (messages.length > 0) throw new Error(`Kernel ${name}:\n${described(messages)}`);
  if (invalid) throw new Error(`Kernel ${name}: ${invalid.message}`);
  if (compiled instanceof Error) throw new Error(`Kernel ${name}: ${compiled.message}`);

  return {
    name,
    pipeline: compiled,
    threads: threadsOf(code),
    bind: (uniforms, storage) =>
      device.createBindGroup({
        label: name,
        layout: made.bindGroupLayout,
        entries: [
          { binding: uniform.binding, resource: { buffer: uniforms, size: uniform.size } },
          ...Object.entries(definitions.storages).map(([variable, { binding }]) => {
            const buffer = storage[variable];
            if (!buffer) throw new Error(`Kernel ${name} needs a buffer for ${variable}.`);
            return { binding, resource: { buffer } };
          }),
        ],
      }),
    write: writerOf(uniform),
  };
}
