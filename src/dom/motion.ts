/** Whether whoever looks has asked for nothing to move by itself: then everything is a cut. */
export const wantsStillness = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
