/** WGSL as the page carries it: whoever reads a kernel reads it in shaders/. */
import { readFileSync } from 'node:fs';

const WGSL = /\.wgsl\?raw$/;

/**
 * A kernel's text without comments, indentation and empty lines. In WGSL no text is quoted, so that two
 * slashes always begin a comment; of the other kind, our kernels have none.
 * @param {string} code
 */
export const bareKernel = (code) =>
  code
    .split('\n')
    .map((line) => line.replace(/\/\/.*/, '').trim())
    .filter(Boolean)
    .join('\n');

/**
 * A plugin of Vite's: leaves out of a build what only readers of kernels need, two fifths of their bytes.
 * @returns {import('vite').Plugin}
 */
export const bareKernels = () => ({
  name: 'initscope:kernels',
  apply: 'build',
  enforce: 'pre',
  load: (id) =>
    WGSL.test(id)
      ? `export default ${JSON.stringify(bareKernel(readFileSync(id.slice(0, -'?raw'.length), 'utf8')))}`
      : undefined,
});
