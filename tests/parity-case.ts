/** A case that takes no time: all that the tests of parity begin with. */
export const small = {
  scheme: 'kaiming_normal',
  activation: 'leaky_relu(0.2)',
  a: 0.2,
  widths: [48, 32, 16],
  batch: 16,
  bias_std: 0.1,
};
