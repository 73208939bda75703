/** `npm run adapter`: prints the WebGPU adapter that the tests' browser finds, or why there is none. */
import { adapterName } from './browser.mjs';

try {
  console.log(await adapterName());
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
