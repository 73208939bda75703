/**
 * What a kernel's WGSL says of its bindings and structs. Our kernels keep to one form: all bindings in group 0,
 * structs of 4-byte words. A reader of all of WGSL takes longer over them than the GPU over a small network.
 */

const words = ['u32', 'i32', 'f32'] as const;
type Word = (typeof words)[number];
const isWord = (type: string): type is Word => (words as readonly string[]).includes(type);

/** A struct: where its fields are, in words from its beginning. */
export interface Struct {
  readonly bytes: number;
  readonly fields: readonly { readonly name: string; readonly type: Word; readonly at: number }[];
}

export interface Binding {
  readonly name: string;
  readonly binding: number;
  readonly type: string;
  readonly buffer: GPUBufferBindingType;
}

const bare = (code: string) => code.replace(/\/\/.*/g, '');

/**
 * A struct of a kernel's, by its name.
 * @throws {Error} where there is none, or where one of its fields is no 4-byte word.
 */
export function structOf(code: string, name: string): Struct {
  const [, body] = new RegExp(`\\bstruct ${name}\\s*\\{([^}]*)\\}`).exec(bare(code)) ?? [];
  if (body === undefined) throw new Error(`There is no struct ${name}.`);
  const fields = body
    .split(',')
    .filter((field) => field.trim())
    .map((field, at) => {
      const [, named, type] = /^\s*(\w+)\s*:\s*(\w+)\s*$/.exec(field) ?? [];
      if (!named || !type || !isWord(type))
        throw new Error(`Struct ${name} has “${field.trim()}”: only ${words.join(', ')} are read.`);
      return { name: named, type, at };
    });
  return { bytes: 4 * fields.length, fields };
}

const BUFFERS: Readonly<Record<string, GPUBufferBindingType>> = {
  uniform: 'uniform',
  'storage, read': 'read-only-storage',
  'storage, read_write': 'storage',
};

/** A kernel's bindings, as they stand in its WGSL. */
export const bindingsOf = (code: string): Binding[] =>
  [...bare(code).matchAll(/@group\(0\) @binding\((\d+)\)\s+var<([^>]+)> (\w+): ([^;]+);/g)].map(
    ([, binding, space, name, type]) => ({
      name: name!,
      binding: Number(binding),
      type: type!,
      buffer: BUFFERS[space!]!,
    }),
  );

/** Threads of a workgroup along its first direction: a number, or a constant of the kernel's own. */
export function threadsOf(code: string): number {
  const [, said] = /@workgroup_size\((\w+)/.exec(code)!;
  return Number(new RegExp(`const ${said} = (\\d+)`).exec(code)?.[1] ?? said);
}
