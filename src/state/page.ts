/** What the page is set to, as one value: everything that is computed or drawn follows from it. */
import { defaultExperiment, type Experiment } from '../model/experiment';
import type { Pin } from '../model/pins';
import { live, type Playback } from '../model/playback';
import type { PropertyName } from '../model/properties';
import { defaultView, type View } from '../model/view';

/** The two experiments that the page can hold. */
export type Side = 'a' | 'b';

/** Where a person has put the eye: lengths are the scene's, angles in radians. */
export interface Eye {
  readonly target: readonly [x: number, y: number, z: number];
  /** Away from the front. */
  readonly yaw: number;
  /** Up from the floor. */
  readonly pitch: number;
  readonly distance: number;
  /** Tangent of half the vertical field of view. */
  readonly tangent: number;
  /** How much wider than high the same length is drawn. */
  readonly stretch: number;
}

/** Layers that the chart shows closely, fractions included. */
export type Layers = readonly [from: number, to: number];

/** A layer that is read closely. */
export interface Selected {
  readonly layer: number;
  readonly of: Side;
}

/** Where in a lesson one is; chapter and step are counted from 0. */
export interface LessonPlace {
  readonly chapter: number;
  readonly step: number;
  /** What a question holds back is in sight. */
  readonly revealed: boolean;
  /** Index of an option, or a number on the line; undefined where nothing was guessed. */
  readonly guess: number | undefined;
}

/** Parts of the page that a link can hide. */
export const parts = {
  header: 'the header',
  panel: 'the panel',
  toolbar: 'the buttons between the scene and the chart',
  playback: 'the playback controls',
  chart: 'the chart',
  table: 'the table of layers',
  export: 'the export box',
} as const;
export type Part = keyof typeof parts;

/** Rows of the panel that are no property of the experiment. */
export const panelRows = ['experiment', 'show', 'axis', 'theme', 'interface'] as const;
export type Control = PropertyName | (typeof panelRows)[number];

export interface Page {
  readonly a: Experiment;
  /** What A is compared with, of A's seed; kept while the comparison is off. */
  readonly b: Experiment | undefined;
  readonly view: View;
  readonly pins: readonly Pin[];
  /** The chart's zoom; undefined: all layers. */
  readonly layers: Layers | undefined;
  /** Undefined: the picture is framed. */
  readonly eye: Eye | undefined;
  readonly selected: Selected | undefined;
  readonly time: Playback;
  /** Undefined: the lecture is closed. */
  readonly lesson: LessonPlace | undefined;
  readonly hidden: readonly Part[];
  /** The panel's rows that are left open; undefined: all. */
  readonly controls: readonly Control[] | undefined;
}

/** The page as it opens on a machine that starts with this experiment. */
export const startingPage = (a: Experiment = defaultExperiment): Page => ({
  a,
  b: undefined,
  view: defaultView,
  pins: [],
  layers: undefined,
  eye: undefined,
  selected: undefined,
  time: live,
  lesson: undefined,
  hidden: [],
  controls: undefined,
});

/** The page as it opens as a part of another page: the picture and its chart, until a link says “hide”. */
export const embeddedPage = (a: Experiment): Page => ({
  ...startingPage(a),
  hidden: ['header', 'panel', 'toolbar', 'table'],
});

export const isCompared = ({ view }: Pick<Page, 'view'>) => view.comparison !== 'off';

/** The experiment B where two are compared. */
export const comparedWith = (page: Pick<Page, 'b' | 'view'>) =>
  isCompared(page) ? page.b : undefined;

/** Whether two values that a link could carry say the same. */
export const isAlike = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
