import type { Theme } from '../model/colour';
import type { AxisRange } from '../model/columns';
import type { Quantity } from '../model/histogram';
import type { LayerReport } from '../model/report';
import type { CameraName, Height, Pointed } from '../model/view';
import type { Eye } from '../state/page';

/** Everything that the scene shows. */
export interface SceneState {
  /** `reports[0]` is the input; shorter than `depth + 1` while a run streams. */
  readonly reports: readonly LayerReport[];
  readonly depth: number;
  /** A run streams, and is shown as it comes: layers that it has not reached show the one before. */
  readonly stale: boolean;
  /** What the axis shows, which all layers share; undefined: each has its own mean ± 4σ. */
  readonly range: AxisRange | undefined;
  readonly quantity: Quantity;
  readonly theme: Theme;
  readonly camera: CameraName;
  readonly height: Height;
  /** Where a person has put the eye; undefined: the stack is framed. */
  readonly eye: Eye | undefined;
  /** What stands out: pointed at, here or in another picture, or read closely, or just played. */
  readonly pointed: Pointed | undefined;
  /** A second set of histograms, drawn as an outline against the bars. */
  readonly outline: Outlined | undefined;
  /** The run in a picture beside this one, which has the same frame and the same heights. */
  readonly beside: { readonly reports: readonly LayerReport[] } | undefined;
}

/** Histograms that are drawn as an outline: of the same run, or of the compared one. */
export interface Outlined {
  /** What the legend calls it. */
  readonly name: string;
  readonly reports: readonly LayerReport[];
  readonly quantity: Quantity;
  readonly from: DrawnStore;
}

/** Where histograms are that can be drawn. */
export type DrawnStore = 'a' | 'b';
