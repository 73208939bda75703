/** What a layer is called: “input”, “layer 12”, or “layer 12 of 50”. */
export function layerName(layer: number, depth?: number): string {
  if (layer === 0) return 'input';
  return depth === undefined ? `layer ${layer}` : `layer ${layer} of ${depth}`;
}

/** The same in a sentence: “the input”, “layer 12”. */
export const theLayer = (layer: number): string =>
  layer === 0 ? `the ${layerName(0)}` : layerName(layer);
