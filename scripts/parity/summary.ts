import { distance, type FileName, figureNames, type OverSeeds, overSeeds } from './figures';
import type { LayerFigures } from './run';

/** A case as the file has it: `layers` and `seeds` only where there is something to compare with. */
export interface FileCase {
  readonly case: Readonly<Record<string, unknown>>;
  readonly seeds?: number;
  readonly layers?: readonly Readonly<Record<string, { readonly log10_var?: OverSeeds }>>[];
}

type Summary = Readonly<Record<FileName, OverSeeds>>;
type LayerSummary = Readonly<Record<string, Summary>>;

/** Every figure's mean and standard deviation over the seeds, layer by layer. */
export const summarise = (seeds: readonly (readonly LayerFigures[])[]): LayerSummary[] =>
  seeds[0]!.map((layer, i) =>
    Object.fromEntries(
      Object.keys(layer).map((quantity) => {
        const summary = figureNames.map((key) => [
          key,
          overSeeds(seeds.map((s) => s[i]![quantity]![key])),
        ]);
        return [quantity, Object.fromEntries(summary) as Summary];
      }),
    ),
  );

/** Distances of all of a case's figures from PyTorch's, in standard errors; none where there are none. */
export function distances(
  { layers = [], seeds: theirs = 1 }: FileCase,
  ours: readonly LayerSummary[],
  seeds: number,
): number[] {
  return layers.flatMap((layer, i) =>
    Object.entries(layer).flatMap(([quantity, { log10_var: figure }]) => {
      if (!figure || figure[0] === null) return [];
      return [distance(ours[i]?.[quantity]?.log10_var ?? null, seeds, figure, theirs)];
    }),
  );
}

/** Beyond so many standard errors a figure is outside. */
export const OUTSIDE = 5;
