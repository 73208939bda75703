import { make } from '../dom/make';

const QUALITY = 0.85;

/**
 * A small copy of a canvas. Call in the task in which it was drawn: after it the browser may have
 * taken a WebGPU canvas' picture away.
 */
export function copyOf(
  canvas: HTMLCanvasElement,
  background: string,
  width: number,
): Promise<Blob | undefined> {
  const copy = make('canvas');
  copy.width = Math.min(Math.round(width), canvas.width);
  copy.height = Math.max(1, Math.round((copy.width * canvas.height) / canvas.width));
  const context = copy.getContext('2d')!;
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, copy.width, copy.height);
  return new Promise((resolve) => {
    copy.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', QUALITY);
  });
}
