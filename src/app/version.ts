import { version } from '../../package.json';

/** Of Initscope. */
export const VERSION = version;
