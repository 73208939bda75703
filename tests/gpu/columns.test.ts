import { Vector4 } from 'three/webgpu';
import { describe, expect, it } from 'vitest';
import {
  type AxisRange,
  type Columns,
  columnsOf,
  isPlain,
  MOST_COLUMNS,
  MOST_OF_A_SIGN,
  middleOf,
  outward,
  wordsOf,
} from '../../src/model/columns';
import { COLUMN_SPAN, setAxis } from '../../src/scene/bar-shader';
import { COLUMN_BEFORE, COLUMN_WORDS, setColumns } from '../../src/scene/column-words';
import { stackOf } from '../../src/scene/layout';
import { columnSpan } from '../../src/scene/profile';
import { GROUP_COLUMNS, groupsOf, MOST_GROUPS } from '../../src/scene/ribbon';
import { asFloats, openDevice, runKernel } from './harness';

const { device } = await openDevice();

const vectors = ['columns', 'before', 'axis'] as const;
const fields = ['x', 'y', 'z', 'w'] as const;

const kernel = `
struct Params { ${vectors.flatMap((name) => fields.map((field) => `${name}_${field}: f32`)).join(', ')} }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> words: array<vec2u>;
@group(0) @binding(2) var<storage, read_write> befores: array<u32>;
@group(0) @binding(3) var<storage, read_write> spans: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> groups: array<vec2u>;
${COLUMN_WORDS}
${COLUMN_BEFORE}
${COLUMN_SPAN}
${GROUP_COLUMNS}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  let p = params;
  ${vectors.map((name) => `let ${name} = vec4f(${fields.map((field) => `p.${name}_${field}`)});`).join(' ')}
  if (column < ${MOST_GROUPS}u) { groups[column] = groupColumns(column, axis); }
  if (column > u32(columns.x)) { return; }
  words[column] = columnWords(column, columns);
  befores[column] = columnBefore(column, columns, before);
  spans[column] = columnSpan(column, axis);
}
`;

const log = (low: number, high: number): AxisRange => ({ kind: 'log', low, high });
const ranges: readonly (AxisRange | undefined)[] = [
  undefined,
  { kind: 'linear', low: -1, high: 3 },
  log(-3, 1),
  log(-3, 39),
  log(-45, 1),
  log(-45, 39),
  log(-3.3, 12.7),
  log(0, 0.01),
];
const cases = ranges.flatMap((range) =>
  [128, MOST_OF_A_SIGN].map((most) => ({ range, most, before: ranges[3] })),
);

async function onGpu(stack: ReturnType<typeof stackOf>, before: Columns) {
  const length = MOST_COLUMNS;
  const storage = {
    words: new Uint32Array(2 * length),
    befores: new Uint32Array(length),
    spans: new Float32Array(2 * length),
    groups: new Uint32Array(2 * MOST_GROUPS),
  };
  const given = {
    columns: setColumns(new Vector4(), stack.columns),
    before: setColumns(new Vector4(), before),
    axis: setAxis(new Vector4(), stack),
  };
  const params = Object.fromEntries(
    vectors.flatMap((name) => fields.map((field) => [`${name}_${field}`, given[name][field]])),
  );
  const { words, befores, spans, groups } = await runKernel(device, kernel, storage, params, [
    Math.ceil(length / 64),
  ]);
  const places = asFloats(spans);
  const columns = Array.from({ length: stack.columns.last + 1 }, (_, i) => i);
  return {
    words: columns.map((i) => [words![2 * i], words![2 * i + 1]]),
    befores: columns.map((i) => befores![i]!),
    spans: columns.map((i) => [places[2 * i]!, places[2 * i + 1]!]),
    groups: Array.from({ length: groupsOf(stack.columns) }, (_, i) => [
      groups![2 * i]!,
      groups![2 * i + 1]!,
    ]),
  };
}

describe('columns on the GPU', () => {
  it.each(cases)('are the CPU’s: %o', async ({ range, most, before }) => {
    const stack = stackOf(50, range, most);
    const { columns } = stack;
    const past = columnsOf(before);
    const gpu = await onGpu(stack, past);
    const all = [...gpu.words.keys()];
    expect(gpu.words).toEqual(all.map((column) => wordsOf(columns, column)));
    for (const [column, [from, to]] of gpu.spans.entries()) {
      const [left, right] = columnSpan(stack, column);
      // A dozen roundings of numbers of up to ten, and constants of six decimals.
      expect(Math.abs(from! - left)).toBeLessThan(2e-5);
      expect(Math.abs(to! - right)).toBeLessThan(2e-5);
      // Neighbours share an edge to the last bit.
      if (isPlain(columns, column) && isPlain(columns, column + 1))
        expect(gpu.spans[column + 1]![0] === to).toBe(true);
    }
  });

  it.each(cases)('were before what held the same values: %o', async ({ range, most, before }) => {
    const stack = stackOf(50, range, most);
    const { columns } = stack;
    const past = columnsOf(before);
    const { befores } = await onGpu(stack, past);
    expect([befores[0], befores.at(-1)]).toEqual([0, past.last]);
    for (let column = 1; column < columns.last; column++) {
      if (columns.kind === 'linear') {
        const share = (column - 0.5) / (columns.last - 1);
        expect(befores[column]).toBe(1 + Math.floor(share * (past.last - 1)));
        continue;
      }
      const [steps, positive] = outward(columns, column);
      const centre = columns.first + (steps - 0.5) * columns.merge;
      const stepsBefore = steps === 0 ? 0 : 1 + Math.floor((centre - past.first) / past.merge);
      const middle = middleOf(past);
      const there = steps === 0 || (stepsBefore > 0 && stepsBefore <= middle - 2);
      const was = positive ? middle + stepsBefore : middle - 1 - stepsBefore;
      expect(befores[column]).toBe(there ? was : past.last + 1);
    }
  });

  it('of the same axis were what they are', async () => {
    for (const { range, most } of cases) {
      const stack = stackOf(50, range, most);
      const { befores } = await onGpu(stack, stack.columns);
      expect(befores).toEqual([...befores.keys()]);
    }
  });

  it.each(cases)('are each in one group of an outline, in order: %o', async ({ range, most }) => {
    const stack = stackOf(50, range, most);
    const { groups } = await onGpu(stack, stack.columns);
    let next = 0;
    for (const [first, last] of groups) {
      expect(first).toBe(next);
      expect(last! - first!).toBeLessThan(4);
      if (!isPlain(stack.columns, first!)) expect(last).toBe(first);
      next = last! + 1;
    }
    expect(next).toBe(stack.columns.last + 1);
  });
});
