import type { createCanvas } from '../kit/canvas';
import type { Plane } from '../kit/plane';

/** Walks as far as they have come; those that are outside ±√terms now stand out. */
export function paintWalks(
  canvas: ReturnType<typeof createCanvas>,
  plane: Plane,
  walks: readonly Float64Array[],
  terms: number,
): void {
  const context = canvas.cleared(plane);
  const { x, y, left, right, top, bottom, fontSize } = plane;
  const [inside, outside] = [canvas.colour('--muted'), canvas.colour('--accent')];
  // Many are faint, so that one sees where most are; a single one is not.
  context.globalAlpha = Math.min(1, 6 / Math.sqrt(walks.length));
  context.lineWidth = 0.06 * (1 + context.globalAlpha) * fontSize;
  context.lineJoin = 'round';
  // A rare walk leaves the plane, and must not run through the axis' numbers.
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  // More terms than pixels cannot be told apart.
  const stride = Math.max(1, Math.floor(x.domain()[1]! / (right - left)));
  for (const walk of walks) {
    context.strokeStyle = Math.abs(walk[terms]!) > Math.sqrt(terms) ? outside : inside;
    context.beginPath();
    for (let t = 0; t < terms; t += stride) context.lineTo(x(t), y(walk[t]!));
    context.lineTo(x(terms), y(walk[terms]!));
    context.stroke();
  }
}
