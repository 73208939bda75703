/** Whether whoever looks has asked for less motion: then everything is a cut. */
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
