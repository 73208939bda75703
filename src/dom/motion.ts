/** Whether the person prefers reduced motion: then every animation is a cut. */
export const wantsStillness = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
