/** A stage as a picture: the scenes' canvases, the chart, and the words about them. */
import { make } from '../dom/make';
import type { Job } from './exported';
import type { FigureOptions, Stage } from './host';
import { paint } from './paint';
import { standalone } from './standalone';

/** The chart's text as a picture that a canvas can draw. */
async function imageOf(text: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}

/** The chart of a stage as SVG, in the picture's pixels; on nothing, if no background is given. */
export function chartOf({ chart, ratio, caption }: Stage, background?: string): string {
  const { clientWidth: width, clientHeight: height } = chart!.parentElement!;
  return standalone(chart!, {
    size: { width, height },
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
    background,
    title: chart!.getAttribute('aria-label') ?? '',
    description: caption,
  });
}

/** Draws what a stage shows onto a canvas of the picture's size. */
export async function drawStage(
  canvas: HTMLCanvasElement,
  stage: Stage,
  { transparent }: Pick<FigureOptions, 'transparent'>,
): Promise<void> {
  const { chart } = stage;
  const image = chart && (await imageOf(chartOf(stage)));
  stage.signal.throwIfAborted();
  const context = canvas.getContext('2d')!;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!transparent) {
    context.fillStyle = stage.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  const pictures = new Map<Element, CanvasImageSource>();
  if (image) pictures.set(chart, image);
  // From here on in one task: after it the scenes' pictures may be gone.
  for (const scene of stage.draw()) pictures.set(scene, scene);
  paint(context, stage.element, stage.ratio, pictures);
}

/** A canvas of a picture's size. */
export function canvasFor({ width, height }: FigureOptions): HTMLCanvasElement {
  return make('canvas', { width, height });
}

/** A stage as a PNG. */
export async function pngOf(stage: Stage, options: FigureOptions, job: Job): Promise<Blob> {
  const canvas = canvasFor(options);
  stage.show(undefined);
  await drawStage(canvas, stage, options);
  job.progress(1 / 2);
  job.signal.throwIfAborted();
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!png) throw new Error(`The browser has no memory for ${options.width} × ${options.height}.`);
  return png;
}
