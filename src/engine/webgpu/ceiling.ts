/** How fast an adapter multiplies and adds at most: what a kernel's rate is told against. */

/** Steps of every chain to a round: the loop itself takes software adapters longer than a step does. */
const STEPS = 8;
const step = `
    s0 = fma(s0, w, c); s1 = fma(s1, w, c); s2 = fma(s2, w, c); s3 = fma(s3, w, c);
    s4 = fma(s4, w, c); s5 = fma(s5, w, c); s6 = fma(s6, w, c); s7 = fma(s7, w, c);`;

// Eight chains that nothing joins, so that every unit has work each cycle.
const FMA = `
@group(0) @binding(0) var<storage, read_write> a: array<vec4f>;
@group(0) @binding(1) var<uniform> rounds: u32;
@compute @workgroup_size(256) fn main(@builtin(global_invocation_id) id: vec3u) {
  let w = a[id.x] * 1e-6 + 0.5; let c = w + 0.1;
  var s0 = w; var s1 = w + 1.0; var s2 = w + 2.0; var s3 = w + 3.0;
  var s4 = w + 4.0; var s5 = w + 5.0; var s6 = w + 6.0; var s7 = w + 7.0;
  for (var i = 0u; i < rounds; i++) {${step.repeat(STEPS)}
  }
  a[id.x] = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
}`;
/** Steps of eight chains of four components, two operations each. */
const FLOPS_A_ROUND = STEPS * 8 * 4 * 2;

/** Enough to fill a large card, each of so little in a round that a processor is done in a moment. */
const THREADS = 1 << 16;
/** Long enough to be told from a submission of nothing. */
const LEAST_MS = 10;
const MOST_DOUBLINGS = 16;
const TRIES = 3;

/** float32 multiply-adds in registers, two operations each, in operations a millisecond: the best of some tries. */
export async function multiplyAddRate(device: GPUDevice): Promise<number> {
  const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
  const values = device.createBuffer({ size: THREADS * 16, usage: STORAGE });
  const rounds = device.createBuffer({ size: 16, usage: UNIFORM | COPY_DST });
  try {
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code: FMA }) },
    });
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [values, rounds].map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    const time = async (times: number) => {
      device.queue.writeBuffer(rounds, 0, new Uint32Array([times]));
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(THREADS / 256);
      pass.end();
      const began = performance.now();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      return performance.now() - began;
    };
    // Some adapters compile when they are first asked.
    await time(1);
    const least = async (times: number) => {
      let ms = Number.POSITIVE_INFINITY;
      for (let i = 0; i < TRIES; i++) ms = Math.min(ms, await time(times));
      return ms;
    };
    for (let times = 1, i = 0; ; times *= 2, i++) {
      // What both take besides the work itself is not counted.
      const ms = (await least(3 * times)) - (await least(times));
      if (ms < LEAST_MS && i < MOST_DOUBLINGS) continue;
      return (2 * times * THREADS * FLOPS_A_ROUND) / Math.max(ms, LEAST_MS);
    }
  } finally {
    values.destroy();
    rounds.destroy();
  }
}
