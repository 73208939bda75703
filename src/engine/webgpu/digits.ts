import type { Experiment } from '../../model/experiment';
import { DIGIT_PIXELS, DIGITS, pixelScale } from '../../model/input';
import { numberFormats } from '../../model/number-format';

/** Writes a batch of digits, scaled and in the number format, where activations of layer 0 are kept. */
export function writeDigits(
  queue: GPUQueue,
  x: GPUBuffer,
  digits: Uint8Array,
  experiment: Experiment,
): void {
  const { mean, std } = pixelScale(experiment);
  const { round } = numberFormats[experiment.format];
  const levels = Float32Array.from({ length: 256 }, (_, byte) =>
    round(Math.fround(Math.fround((byte / 255) * std) + Math.fround(mean))),
  );
  const values = new Float32Array(experiment.batch * DIGIT_PIXELS);
  for (let i = 0; i < values.length; i++) values[i] = levels[digits[i % (DIGITS * DIGIT_PIXELS)]!]!;
  queue.writeBuffer(x, 0, values);
}
