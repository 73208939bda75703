/** What the address of a lab in another page's frame says, before its “#”. */

/** That it is in a frame, and which pages may drive it. */
export const EMBED = 'embed';
/** Its theme. */
export const THEME = 'theme';
