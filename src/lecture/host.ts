/** What the page gives the lecture, and what it tells it. The lecture reaches into nothing else. */
import type { Experiment, ExperimentValues } from '../model/experiment';
import type { Problem } from '../model/problem';
import type { LayerReport } from '../model/report';
import type { View } from '../model/view';
import type { FigureHost } from './figures/figure';

export interface LectureHost {
  /** Sets the experiment as these changes to the machine's start, and the view; or says why not. */
  set(experiment: Partial<ExperimentValues>, view: Partial<View>): Problem | undefined;
  /** Changes what is now set. */
  change(experiment: Partial<ExperimentValues>): Problem | undefined;
  changeView(view: Partial<View>): void;
  /** Plays through the layers from the input. */
  play(): void;
  /** Shows everything as it comes. */
  goLive(): void;
  point(layer: number | undefined): void;
  measure: FigureHost['measure'];
  /** A small picture of the scene as it is now, if there is one. */
  snapshot(): Promise<Blob | undefined>;
}

/** What the page tells the lecture whenever it changes. */
export interface LectureState {
  readonly experiment: Experiment;
  readonly view: View;
  /** The newest run as far as it has come and is shown. */
  readonly reports: readonly LayerReport[];
  readonly done: boolean;
}
