/** Made by scripts/build/licences.mjs. */
declare module 'virtual:licences' {
  const licences: readonly {
    readonly name: string;
    readonly version: string;
    /** Its SPDX name. */
    readonly licence: string;
    readonly text: string;
  }[];
  export default licences;
}
