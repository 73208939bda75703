import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';
import { Writer } from 'protobufjs/minimal';
import type { Multiplier, Shape } from '../../contender';
import { varianceOf } from '../../median';

/** A message of protocol buffers, field by field; a message within another is its bytes. */
function message(...fields: readonly (readonly [number, number | string | Uint8Array])[]) {
  const writer = Writer.create();
  for (const [field, value] of fields)
    if (typeof value === 'number') writer.uint32(field << 3).int64(value);
    else if (typeof value === 'string') writer.uint32((field << 3) | 2).string(value);
    else writer.uint32((field << 3) | 2).bytes(value);
  return writer.finish();
}

/** ONNX' number for float32. */
const FLOAT = 1;

const bytesOf = (values: Float32Array) => new Uint8Array(values.buffer);

/** A float32 matrix that goes into a graph or comes out of it. */
function matrixOf(name: string, rows: number, columns: number) {
  const dimensions = [rows, columns].map((size) => [1, message([1, size])] as const);
  const tensor = message([1, FLOAT], [2, message(...dimensions)]);
  return message([1, name], [2, message([1, tensor])]);
}

/** x · W₁ · W₂ …, weights within it, as onnx.proto numbers its fields: ModelProto of a GraphProto. */
function modelOf({ batch, width }: Shape, weights: readonly Float32Array[]): Uint8Array {
  const nodes = weights.map((_, i) =>
    message([1, `x${i}`], [1, `w${i}`], [2, `x${i + 1}`], [4, 'MatMul']),
  );
  const tensors = weights.map((values, i) =>
    message([1, width], [1, width], [2, FLOAT], [8, `w${i}`], [9, bytesOf(values)]),
  );
  const graph = message(
    ...nodes.map((node) => [1, node] as const),
    [2, 'products'],
    ...tensors.map((tensor) => [5, tensor] as const),
    [11, matrixOf('x0', batch, width)],
    [12, matrixOf(`x${weights.length}`, batch, width)],
  );
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}

/** Standard normal numbers, by Box and Muller: these need not be anybody's own. */
const normal = () =>
  Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

/** ONNX Runtime's product on WebGPU, whose results stay on the GPU. */
export async function multiplier(): Promise<Multiplier> {
  ort.env.wasm.wasmPaths = { wasm };
  ort.env.wasm.numThreads = 1;
  return {
    name: 'onnxruntime',
    async product(shape: Shape) {
      const { batch, width, depth } = shape;
      const drawn = (count: number, std: number) =>
        Float32Array.from({ length: count }, () => std * normal());
      const weights = Array.from({ length: depth }, () => drawn(width ** 2, 1 / Math.sqrt(width)));
      const session = await ort.InferenceSession.create(modelOf(shape, weights), {
        executionProviders: ['webgpu'],
        preferredOutputLocation: 'gpu-buffer',
      });
      const device = await ort.env.webgpu.device;
      const values = drawn(batch * width, 1);
      const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
      const usage = STORAGE | COPY_SRC | COPY_DST;
      const buffer = device.createBuffer({ size: values.byteLength, usage });
      device.queue.writeBuffer(buffer, 0, values);
      const dims = [batch, width];
      const x0 = ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
      const last = async () => (await session.run({ x0 }))[`x${depth}`]!;
      return {
        async run() {
          const x = await last();
          await device.queue.onSubmittedWorkDone();
          x.dispose();
        },
        variance: async () => varianceOf((await (await last()).getData(true)) as Float32Array),
        async dispose() {
          await session.release();
          buffer.destroy();
        },
      };
    },
  };
}
