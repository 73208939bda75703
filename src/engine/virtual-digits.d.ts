/** Made by scripts/digits.mjs. */
declare module 'virtual:digits' {
  /** Gzipped bytes in base64. */
  const packed: string;
  export default packed;
}
