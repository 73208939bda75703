/** What the export box asks of the page: the page answers, and draws what is to be saved. */
import type { Exported } from './exported';

/** What of the page a picture shows. */
export const pictured = { both: 'scene and chart', scene: 'scene', chart: 'chart' } as const;
export type Pictured = keyof typeof pictured;

export interface FigureOptions {
  readonly what: Pictured;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly transparent: boolean;
  readonly captioned: boolean;
}

/**
 * What a picture is made of: elements in the document, out of sight, laid out in CSS pixels. Whatever
 * made it keeps what it drew: a run that takes its place aborts `signal`.
 */
export interface Stage {
  readonly element: HTMLElement;
  /** Pixels of the picture to a CSS pixel. */
  readonly ratio: number;
  /** The chart's, which another replaces whenever it is shown anew; undefined where there is none. */
  readonly chart: SVGSVGElement | undefined;
  readonly background: string;
  readonly caption: string;
  readonly signal: AbortSignal;
  /** The time, in layers, at which the pass has met all. */
  readonly last: number;
  /** Shows the run up to a time, in whole layers; undefined: all of it. */
  show(time: number | undefined): void;
  /** Draws the scenes; their canvases are to be copied in the same task. */
  draw(): readonly HTMLCanvasElement[];
  dispose(): void;
}

export interface ExportHost {
  /** What the page holds; undefined until the run that is shown is whole. */
  exported(): Exported | undefined;
  /** Whether there is a scene to be drawn. */
  hasScene(): boolean;
  /** The speed of playback, as a multiple of the usual one. */
  speed(): number;
  stage(options: FigureOptions): Promise<Stage>;
  /** Lets a person choose a file that the page opens. */
  choose(): void;
  /** Says something for a moment. */
  say(text: string): void;
}
