import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgpu';
import type { Case, Contender } from '../cases';

/** TensorFlow.js on WebGPU: weights, forward and variance, read back together at the end. */
export async function contender(): Promise<Contender> {
  await tf.setBackend('webgpu');
  await tf.ready();
  return {
    name: 'tfjs-webgpu',
    does: 'weights, forward, variance of every layer',
    async run({ batch, width, depth }: Case) {
      const variances = tf.tidy(() => {
        let x: tf.Tensor2D = tf.randomNormal([batch, width]);
        return Array.from({ length: depth }, () => {
          const weights = tf.mul<tf.Tensor2D>(
            tf.randomNormal([width, width]),
            1 / Math.sqrt(width),
          );
          x = tf.relu(tf.matMul(x, weights, false, true));
          return tf.moments(x).variance;
        });
      });
      const figures = await Promise.all(variances.map((variance) => variance.data()));
      tf.dispose(variances);
      return figures.map((figure) => figure[0]!);
    },
  };
}
