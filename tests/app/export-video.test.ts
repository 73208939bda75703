import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import type { Page } from 'playwright';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { FPS, framesOf } from '../../src/export/film';
import { openBox, said, saved, setPicture } from './export-page';
import { open, useBrowser } from './page';

useBrowser();

const SIZE = [320, 180] as const;
const DEPTH = 4;

/** What a browser shows of a video at some times, as PNGs. */
async function framesAt(page: Page, data: Buffer, times: readonly number[]): Promise<PNG[]> {
  const urls = await page.evaluate(
    async ([base64, seconds]) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const video = document.createElement('video');
      video.muted = true;
      video.src = URL.createObjectURL(new Blob([bytes]));
      await new Promise((done, fail) => {
        video.onloadeddata = done;
        video.onerror = () => fail(video.error);
      });
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      const shown: string[] = [];
      for (const second of seconds) {
        const sought = new Promise((done) => {
          video.onseeked = done;
        });
        video.currentTime = second;
        await sought;
        canvas.getContext('2d')!.drawImage(video, 0, 0);
        shown.push(canvas.toDataURL());
      }
      return shown;
    },
    [data.toString('base64'), times] as const,
  );
  return urls.map((url) => PNG.sync.read(Buffer.from(url.split(',')[1]!, 'base64')));
}

const luma = (png: PNG, i: number) =>
  0.2126 * png.data[i]! + 0.7152 * png.data[i + 1]! + 0.0722 * png.data[i + 2]!;

/** Root mean square of the difference in luma, of 255. */
function apart(a: PNG, b: PNG): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i += 4) sum += (luma(a, i) - luma(b, i)) ** 2;
  return Math.sqrt((4 * sum) / a.data.length);
}

/**
 * The step of each codec's quantiser, in luma of 219 levels, as `encodings` sets it: H.264's doubles
 * every 6, and is 1 at 4; VP9's 12 is index 48, whose table says 55 for a transform scaled by 8; AV1's
 * tables are as VP9's, within a fifth.
 */
const steps: Readonly<Record<string, number>> = { avc: 2 ** ((16 - 4) / 6), vp9: 55 / 8, av1: 8.3 };

/**
 * A coefficient is off by less than a step, whatever the encoder's rounding; the transforms are
 * orthonormal, so the root mean square over pixels is below that too. Video has 219 levels where a
 * picture has 255, and both round. Colour, which video halves in both directions, is left out.
 */
const loss = (step: number) => (255 / 219) * (step + 1 / 2) + 1 / 2;

describe('a playback as a video', () => {
  it('has a frame for each time, and ends with what the still shows', async () => {
    const page = await open({ pictures: true, at: `widths=16&depth=${DEPTH}&batch=8&v=1` });
    await openBox(page);
    await setPicture(page, { size: SIZE });
    const { data: still } = await saved(page, 'PNG');
    const { name, data } = await saved(page, 'Video');
    expect(name).toMatch(/^initscope-normal-identity-seed1\.(mp4|webm)$/);

    const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(data) });
    const track = (await input.getPrimaryVideoTrack())!;
    const codec = (await track.getCodec())!;
    expect([await track.getDisplayWidth(), await track.getDisplayHeight()]).toEqual([...SIZE]);
    const times: number[] = [];
    for await (const packet of new EncodedPacketSink(track).packets()) times.push(packet.timestamp);
    const frames = framesOf(DEPTH, 1);
    // Three a layer, each where it belongs, and a second at the end.
    expect(frames.filter((time) => time !== undefined)).toEqual(
      [0, 1, 2, 3].flatMap((layer) => [layer, layer, layer]),
    );
    expect(frames.slice(-FPS)).toEqual(Array.from({ length: FPS }, () => undefined));
    expect(times).toHaveLength(frames.length);
    // WebM counts milliseconds.
    for (const [i, time] of times.entries()) expect(Math.abs(time - i / FPS)).toBeLessThan(1e-3);

    const [first, before, last] = await framesAt(
      page,
      data,
      [0, 3 * DEPTH - 1, frames.length - 1].map((frame) => (frame + 1 / 2) / FPS),
    );
    const picture = PNG.sync.read(still);
    const bound = loss(steps[codec]!);
    expect(apart(last!, picture)).toBeLessThan(bound);
    // Another frame would be noticed.
    expect(apart(before!, picture)).toBeGreaterThan(bound);
    expect(apart(first!, picture)).toBeGreaterThan(apart(before!, picture));
  });

  it('can be cancelled, and is then not saved', async () => {
    const page = await open({ cpu: true, small: true });
    await openBox(page);
    await setPicture(page, { size: [1920, 1080] });
    await openBox(page);
    await page.getByRole('button', { name: 'Video' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => said(page)).toBe('Cancelled: nothing was saved.');
    expect(await page.getByRole('progressbar', { name: 'progress' }).isVisible()).toBe(false);
  });

  it('is not offered where the browser has no encoder', async () => {
    const page = await open({
      cpu: true,
      small: true,
      before: () => Reflect.deleteProperty(globalThis, 'VideoEncoder'),
    });
    await openBox(page);
    expect(await page.getByRole('button', { name: 'PNG' }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Video' }).isVisible()).toBe(false);
  });
});
