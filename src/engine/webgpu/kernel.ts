import { views, type Words, writeFields } from './codec';
import { inErrorScope } from './error-scope';
import { bindingsOf, structOf, threadsOf } from './wgsl';

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
  /**
   * Binds buffers by the names of the WGSL variables: the same buffers once, for as long as they live. Throws
   * if one is missing.
   */
  bind(uniforms: GPUBuffer, storage: Readonly<Record<string, GPUBuffer>>): GPUBindGroup;
  /** Writes the uniform struct to `offset` of `target`. */
  write(params: Params, target: ArrayBuffer, offset: number): void;
}

/** Views of a memory that is written to hundreds of times a run, made once. */
const viewed = new WeakMap<ArrayBuffer, Words>();
function viewsOf(memory: ArrayBuffer): Words {
  const known = viewed.get(memory) ?? views(memory);
  viewed.set(memory, known);
  return known;
}

/** Bind groups by the buffers that they bind, one after another; they go with the buffers. */
class Bound {
  group: GPUBindGroup | undefined;
  readonly #next = new WeakMap<GPUBuffer, Bound>();

  with(buffer: GPUBuffer): Bound {
    const next = this.#next.get(buffer) ?? new Bound();
    this.#next.set(buffer, next);
    return next;
  }
}

const described = (messages: readonly GPUCompilationMessage[]) =>
  messages.map((m) => `${m.type} in line ${m.lineNum}: ${m.message}`).join('\n');

/**
 * Compiles a kernel whose entry point is `main`. Rejects with the compiler's messages, also when
 * it only warns: a kernel that is not clean on one compiler is broken on another.
 */
export async function createKernel(device: GPUDevice, name: string, code: string): Promise<Kernel> {
  const bindings = bindingsOf(code);
  const uniform = bindings.find(({ buffer }) => buffer === 'uniform');
  if (!uniform) throw new Error(`Kernel ${name} has no uniform struct.`);
  const struct = structOf(code, uniform.type);
  const storages = bindings.filter((one) => one !== uniform);

  const entries = bindings.map(({ binding, buffer: type }) => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer:
      type === 'uniform'
        ? { type, hasDynamicOffset: true, minBindingSize: struct.bytes }
        : { type },
  }));
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

  const bound = new Bound();
  return {
    name,
    pipeline: compiled,
    threads: threadsOf(code),
    bind: (uniforms, storage) => {
      const buffers = storages.map(({ name: variable }) => {
        const buffer = storage[variable];
        if (!buffer) throw new Error(`Kernel ${name} needs a buffer for ${variable}.`);
        return buffer;
      });
      const place = buffers.reduce((before, buffer) => before.with(buffer), bound.with(uniforms));
      place.group ??= device.createBindGroup({
        label: name,
        layout: made.bindGroupLayout,
        entries: [
          { binding: uniform.binding, resource: { buffer: uniforms, size: struct.bytes } },
          ...storages.map(({ binding }, i) => ({ binding, resource: { buffer: buffers[i]! } })),
        ],
      });
      return place.group;
    },
    write: (params, target, offset) => writeFields(struct, params, viewsOf(target), offset / 4),
  };
}
