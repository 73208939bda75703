/** A sweep of matmul kernels over tiles, on the layouts that the engine has. */
import { median } from '../median';

interface Variant {
  readonly name: string;
  readonly code: string;
  readonly rows: number;
  readonly columns: number;
}

const HEAD = `
struct Task { row_begin: u32, row_end: u32, quads: u32, fan_out: u32, stride_out: u32, format: u32 }
@group(0) @binding(0) var<uniform> t: Task;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> h: array<f32>;
`;
const times = (n: number, line: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** In registers alone: a thread has r × c results, columns a group's width apart. */
function inRegisters(r: number, c: number, gx: number, gy: number): Variant {
  const code = `${HEAD}
@compute @workgroup_size(${gx}, ${gy})
fn main(@builtin(workgroup_id) g: vec3u, @builtin(local_invocation_id) l: vec3u) {
  let row = t.row_begin + (g.y * ${gy}u + l.y) * ${r}u;
  let column = g.x * ${gx * c}u + l.x;
  let last = t.row_end - 1u;
  ${times(r, (i) => `let r${i} = min(row + ${i}u, last) * t.quads;`)}
  ${times(c, (j) => `let c${j} = min(column + ${j * gx}u, t.fan_out - 1u);`)}
  ${times(r * c, (i) => `var s${i} = 0.0;`)}
  for (var k = 0u; k < t.quads; k++) {
    let at = k * t.fan_out;
    ${times(c, (j) => `let w${j} = weights[at + c${j}];`)}
    ${times(r, (i) => `{ let a = x[r${i} + k]; ${times(c, (j) => `s${i * c + j} += dot(a, w${j});`)} }`)}
  }
  ${times(r, (i) => `if (row + ${i}u < t.row_end) { ${times(c, (j) => `if (column + ${j * gx}u < t.fan_out) { h[(row + ${i}u) * t.stride_out + column + ${j * gx}u] = s${i * c + j}; }`)} }`)}
}`;
  return { name: `registers ${r}×${c}, ${gx}×${gy}`, code, rows: r * gy, columns: c * gx };
}

/** Tiles in workgroup memory: m × n results a group, k of fan_in a step, r × c a thread. */
function staged(m: number, n: number, k: number, r: number, c: number, ahead = false): Variant {
  const [gx, gy] = [n / c, m / r];
  const threads = gx * gy;
  const kq = k / 4;
  const [na, nb] = [(m * kq) / threads, (n * kq) / threads];
  // x: neighbouring threads along fan_in; weights: along units.
  const loadA = (
    i: number,
  ) => `{ let e = thread + ${i * threads}u; let q = e % ${kq}u; let i = e / ${kq}u;
      pa${i} = select(vec4f(), x[min(top + i, last) * t.quads + min(step + q, t.quads - 1u)], step + q < t.quads); }`;
  const loadB = (
    i: number,
  ) => `{ let e = thread + ${i * threads}u; let q = e / ${n}u; let j = e % ${n}u;
      pb${i} = select(vec4f(), weights[min(step + q, t.quads - 1u) * t.fan_out + min(left + j, t.fan_out - 1u)], step + q < t.quads); }`;
  const storeA = (i: number) =>
    `{ let e = thread + ${i * threads}u; a[(e % ${kq}u) * ${m + 1}u + e / ${kq}u] = pa${i}; }`;
  const storeB = (i: number) => `b[thread + ${i * threads}u] = pb${i};`;
  const load = `${times(na, loadA)}\n${times(nb, loadB)}`;
  const code = `${HEAD}
var<workgroup> a: array<vec4f, ${(m + 1) * kq}>;
var<workgroup> b: array<vec4f, ${n * kq}>;
@compute @workgroup_size(${gx}, ${gy})
fn main(@builtin(workgroup_id) g: vec3u, @builtin(local_invocation_id) l: vec3u, @builtin(local_invocation_index) thread: u32) {
  let top = t.row_begin + g.y * ${m}u;
  let left = g.x * ${n}u;
  let last = t.row_end - 1u;
  ${times(r * c, (i) => `var s${i} = 0.0;`)}
  ${times(na, (i) => `var pa${i}: vec4f;`)}
  ${times(nb, (i) => `var pb${i}: vec4f;`)}
  ${ahead ? `{ let step = 0u; ${load} }` : ''}
  for (var step = 0u; step < t.quads; step += ${kq}u) {
    ${ahead ? '' : load}
    workgroupBarrier();
    ${times(na, storeA)}
    ${times(nb, storeB)}
    workgroupBarrier();
    ${ahead ? `{ let now = step; { let step = now + ${kq}u; ${load} } }` : ''}
    for (var q = 0u; q < ${kq}u; q++) {
      ${times(c, (j) => `let w${j} = b[q * ${n}u + l.x + ${j * gx}u];`)}
      ${times(r, (i) => `{ let v = a[q * ${m + 1}u + l.y + ${i * gy}u]; ${times(c, (j) => `s${i * c + j} += dot(v, w${j});`)} }`)}
    }
  }
  ${times(r, (i) => `{ let row = top + l.y + ${i * gy}u; if (row < t.row_end) { ${times(c, (j) => `{ let column = left + l.x + ${j * gx}u; if (column < t.fan_out) { h[row * t.stride_out + column] = s${i * c + j}; } }`)} } }`)}
}`;
  return {
    name: `staged ${m}×${n}×${k}, ${r}×${c}${ahead ? ', ahead' : ''}`,
    code,
    rows: m,
    columns: n,
  };
}

const variants = (): Variant[] => [
  inRegisters(8, 4, 16, 4),
  inRegisters(4, 4, 16, 4),
  inRegisters(4, 4, 8, 8),
  inRegisters(8, 4, 8, 8),
  inRegisters(2, 4, 16, 8),
  inRegisters(2, 2, 16, 8),
  inRegisters(8, 8, 8, 8),
  staged(32, 32, 16, 4, 2),
  staged(32, 32, 32, 4, 4),
  staged(32, 64, 16, 4, 4),
  staged(32, 64, 32, 4, 4),
  staged(64, 64, 16, 4, 4),
  staged(64, 64, 16, 4, 4, true),
  staged(64, 64, 16, 8, 4),
  staged(64, 64, 16, 8, 4, true),
  staged(64, 64, 8, 8, 8),
  staged(64, 64, 16, 8, 8),
  staged(128, 64, 16, 8, 4),
  staged(128, 64, 16, 8, 8),
  staged(128, 64, 8, 8, 8, true),
  staged(128, 128, 8, 8, 8),
  staged(128, 128, 8, 8, 8, true),
];

const SHAPES = [
  [64, 256, 256],
  [256, 784, 784],
  [1024, 784, 784],
  [2048, 2048, 2048],
] as const;

export async function tiles(): Promise<object> {
  const adapter = (await navigator.gpu.requestAdapter())!;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: adapter.limits.maxComputeWorkgroupStorageSize,
    },
  });
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const buffer = (size: number, usage: number) => device.createBuffer({ size, usage });
  const noise = (n: number) => Float32Array.from({ length: n }, () => Math.random() - 0.5);
  const rows = [];
  for (const [batch, fanIn, fanOut] of SHAPES) {
    const quads = fanIn / 4;
    const [xs, ws] = [noise(batch * fanIn), noise(fanIn * fanOut)];
    const x = buffer(xs.byteLength, STORAGE | COPY_DST);
    const w = buffer(ws.byteLength, STORAGE | COPY_DST);
    const h = buffer(batch * fanOut * 4, STORAGE | COPY_SRC | COPY_DST);
    const staging = buffer(batch * fanOut * 4, MAP_READ | COPY_DST);
    const uniforms = buffer(32, UNIFORM | COPY_DST);
    device.queue.writeBuffer(x, 0, xs);
    device.queue.writeBuffer(w, 0, ws);
    device.queue.writeBuffer(uniforms, 0, new Uint32Array([0, batch, quads, fanOut, fanOut, 0]));
    const gflop = (2 * batch * fanIn * fanOut) / 1e9;
    for (const { name, code, rows: m, columns: n } of variants()) {
      device.pushErrorScope('validation');
      const compileStarted = performance.now();
      const pipeline = await device
        .createComputePipelineAsync({
          layout: 'auto',
          compute: { module: device.createShaderModule({ code }) },
        })
        .catch((error: Error) => error);
      const compileMs = performance.now() - compileStarted;
      await device.popErrorScope();
      if (pipeline instanceof Error) {
        rows.push({ batch, fanIn, fanOut, name, error: pipeline.message.slice(0, 300) });
        continue;
      }
      const group = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [uniforms, x, w, h].map((one, binding) => ({
          binding,
          resource: { buffer: one },
        })),
      });
      const repetitions = Math.max(4, Math.min(100, Math.round(20 / gflop)));
      const run = async (count: number) => {
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        for (let i = 0; i < count; i++)
          pass.dispatchWorkgroups(Math.ceil(fanOut / n), Math.ceil(batch / m));
        pass.end();
        const started = performance.now();
        device.queue.submit([encoder.finish()]);
        await device.queue.onSubmittedWorkDone();
        return performance.now() - started;
      };
      const poison = device.createCommandEncoder();
      poison.clearBuffer(h);
      device.queue.submit([poison.finish()]);
      await run(1);
      const copy = device.createCommandEncoder();
      copy.copyBufferToBuffer(h, 0, staging, 0, batch * fanOut * 4);
      device.queue.submit([copy.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const out = new Float32Array(staging.getMappedRange().slice(0));
      staging.unmap();
      let wrong = 0;
      for (let i = 0; i < 200; i++) {
        const at =
          i < 4
            ? [0, fanOut - 1, (batch - 1) * fanOut, batch * fanOut - 1][i]!
            : Math.floor(Math.random() * batch * fanOut);
        const [row, unit] = [Math.floor(at / fanOut), at % fanOut];
        let sum = 0;
        for (let k = 0; k < fanIn; k++)
          sum += xs[row * fanIn + k]! * ws[(Math.floor(k / 4) * fanOut + unit) * 4 + (k % 4)]!;
        if (!(Math.abs(out[at]! - sum) < 1e-3)) wrong++;
      }
      await run(repetitions);
      const [few, many]: number[][] = [[], []];
      for (let i = 0; i < 5; i++) {
        few!.push(await run(1));
        many!.push(await run(repetitions + 1));
      }
      const ms = (median(many!) - median(few!)) / repetitions;
      rows.push({
        batch,
        fanIn,
        fanOut,
        name,
        gflops: Math.round((gflop / ms) * 1e3),
        us: Math.round(ms * 1e4) / 10,
        wrong,
        compileMs: Math.round(compileMs),
      });
      console.error(
        `${batch}×${fanIn}×${fanOut} ${name}: ${Math.round((gflop / ms) * 1e3)} GFLOP/s, ${(ms * 1e3).toFixed(1)} us${wrong ? ` WRONG ${wrong}` : ''}`,
      );
    }
    for (const one of [x, w, h, staging, uniforms]) one.destroy();
  }
  return rows;
}
