import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgpu';
import type { Contender, Shape } from '../contender';

/** What of the backend ends and sends what it has recorded. */
interface Recording {
  readonly device: GPUDevice;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** TensorFlow.js on WebGPU: weights, forward and variance, read back together at the end. */
export async function contender(): Promise<Contender> {
  await tf.setBackend('webgpu');
  await tf.ready();
  const drawn = (width: number) =>
    tf.mul<tf.Tensor2D>(tf.randomNormal([width, width]), 1 / Math.sqrt(width));
  type Step = (x: tf.Tensor2D, weights: tf.Tensor2D) => tf.Tensor2D;
  const product: Step = (x, weights) => tf.matMul(x, weights, false, true);
  const layer: Step = (x, weights) => tf.relu(product(x, weights));
  const resident =
    (step: Step) =>
    async ({ batch, width, depth }: Shape) => {
      const x: tf.Tensor2D = tf.randomNormal([batch, width]);
      const weights = Array.from({ length: depth }, () => drawn(width));
      const backend = tf.backend() as unknown as Recording;
      const done = async () => {
        backend.ensureCommandEncoderReady();
        backend.endComputePassEncoder();
        backend.submitQueue();
        await backend.device.queue.onSubmittedWorkDone();
      };
      await done();
      const last = () => tf.tidy(() => weights.reduce(step, x));
      return {
        async run() {
          const a = last();
          await done();
          a.dispose();
        },
        async variance() {
          const variance = tf.tidy(() => tf.moments(last()).variance);
          const [figure] = await variance.data();
          variance.dispose();
          return figure!;
        },
        dispose: () => tf.dispose([x, ...weights]),
      };
    };
  return {
    name: 'tfjs-webgpu',
    does: 'weights, forward, variance of every layer',
    async full({ batch, width, depth }: Shape) {
      const variances = tf.tidy(() => {
        let x: tf.Tensor2D = tf.randomNormal([batch, width]);
        return Array.from({ length: depth }, () => {
          x = layer(x, drawn(width));
          return tf.moments(x).variance;
        });
      });
      const figures = await Promise.all(variances.map((variance) => variance.data()));
      tf.dispose(variances);
      return figures.map((figure) => figure[0]!);
    },
    forward: resident(layer),
    product: resident(product),
  };
}
