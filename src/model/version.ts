/** Which version of Initscope this is: package.json says it, and a build takes nothing else of that file. */
import { version as released } from '../../package.json';

/** As “0.1.0”. */
export const version: string = released;
