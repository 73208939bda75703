/** A playback as a film, every frame at its own time: nothing is recorded from the screen. */
import type { VideoCodec } from 'mediabunny';
import { advanced, live, type Speed } from '../model/playback';
import type { Job } from './exported';
import type { FigureOptions, Stage } from './host';
import { canvasFor, drawStage } from './picture';

/** Frames a second. */
export const FPS = 30;
/** How long the whole run stays at the end, in seconds. */
const REST = 1;

interface Encoding {
  readonly codec: VideoCodec;
  readonly ending: 'mp4' | 'webm';
  /** The codec's own measure of how coarsely it quantises, where it has one: fine type stays legible. */
  readonly quantizer?: number;
}

/** In the order in which they are liked: what plays everywhere comes first. */
export const encodings: readonly Encoding[] = [
  { codec: 'avc', ending: 'mp4', quantizer: 16 },
  { codec: 'vp9', ending: 'webm', quantizer: 12 },
  { codec: 'av1', ending: 'mp4', quantizer: 12 },
  { codec: 'vp8', ending: 'webm' },
];

/** Codecs take pairs of pixels. */
const even = (length: number) => length - (length % 2);
export const filmed = (options: FigureOptions): FigureOptions => ({
  ...options,
  width: even(options.width),
  height: even(options.height),
  transparent: false,
});

/** How this browser can encode films of a size; undefined if it cannot. */
export async function encodingFor(options: FigureOptions): Promise<Encoding | undefined> {
  if (!('VideoEncoder' in globalThis)) return undefined;
  const { canEncodeVideo } = await import('mediabunny');
  const { width, height } = filmed(options);
  for (const encoding of encodings)
    if (await canEncodeVideo(encoding.codec, { width, height })) return encoding;
  return undefined;
}

/** The time that each frame shows, in whole layers; undefined: all of the run. */
export function framesOf(last: number, speed: number): (number | undefined)[] {
  const start = { ...live, time: 0, playing: true, speed: speed as Speed };
  const extent = { last, reached: last, done: true };
  const frames: (number | undefined)[] = [];
  for (let i = 0; ; i++) {
    const { time, playing } = advanced(start, i / FPS, extent);
    if (!playing) break;
    frames.push(Math.floor(time!));
  }
  return [...frames, ...Array.from({ length: REST * FPS }, () => undefined)];
}

/** Encodes a stage's playback. */
export async function filmOf(
  stage: Stage,
  options: FigureOptions,
  { codec, ending, quantizer }: Encoding,
  speed: number,
  { signal, progress }: Job,
): Promise<Blob> {
  const { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } =
    await import('mediabunny');
  const canvas = canvasFor(options);
  const format = ending === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const target = new BufferTarget();
  const output = new Output({ format, target });
  // Where the browser takes no quantizer: a tenth of a bit for each pixel and frame.
  const bitrate = Math.ceil((options.width * options.height * FPS) / 10);
  const source = new CanvasSource(canvas, {
    codec,
    quality: new Quality(quantizer === undefined ? { bitrate } : { quantizer, bitrate }),
  });
  output.addVideoTrack(source, { frameRate: FPS });
  await output.start();
  try {
    const frames = framesOf(stage.last, speed);
    let shown: number | undefined | null = null;
    for (const [i, time] of frames.entries()) {
      signal.throwIfAborted();
      if (time !== shown) {
        stage.show(time);
        await drawStage(canvas, stage, options);
        shown = time;
      }
      await source.add(i / FPS, 1 / FPS);
      progress((i + 1) / frames.length);
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  return new Blob([target.buffer!], { type: `video/${ending}` });
}
