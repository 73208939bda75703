import { describe, expect, it } from 'vitest';
import { captionOf } from '../../src/export/caption';
import { FPS, framesOf } from '../../src/export/film';
import { lengthProblem } from '../../src/export/size';
import { defaultView } from '../../src/model/view';

const captioned = {
  view: defaultView,
  what: 'both',
  seeds: 1,
  experiment: '3 layers, 8 wide',
  compared: undefined,
  seed: 7,
  adapter: 'CPU',
  version: '0.1.0',
  link: 'https://example.org/#v=1',
} as const;

describe('a caption', () => {
  it('says what is seen, of what, and what computed it', () => {
    expect(captionOf(captioned)).toBe(
      'Histograms of the post-activation, layer by layer, and below its variance. 3 layers, 8 wide, seed\u00a07. Dots: measured; dashed: theory. Computed by Initscope 0.1.0 on CPU, https://example.org/#v=1',
    );
  });

  it('names both experiments, the outline and the band, each where it is seen', () => {
    const all = {
      ...captioned,
      view: { ...defaultView, quantity: 'gradWeight', measure: 'std', comparison: 'ghost' },
      compared: '5 layers',
      seeds: 8,
    } as const;
    expect(captionOf({ ...all, what: 'chart' })).toMatch(
      /^The std of the gradient of the weights, layer by layer\. A: 3 layers, 8 wide\. B: 5 layers\. Both: seed\u00a07\. Dots: .* Band: 8 seeds\./,
    );
    const scene = captionOf({ ...all, what: 'scene' });
    expect(scene).toContain('B (outline): 5 layers.');
    expect(scene).not.toMatch(/Dots|Band/);
    const both = { ...captioned, view: { ...defaultView, both: true } };
    expect(captionOf(both)).toContain('Outline: the pre-activation.');
  });

  it('leaves out a link that would take the picture’s room', () => {
    const link = `https://example.org/#pin1=${'x'.repeat(200)}`;
    expect(captionOf({ ...captioned, link })).toMatch(/Computed by Initscope 0\.1\.0 on CPU$/);
  });
});

describe('a film', () => {
  it.each([
    [50, 1, 3],
    [7, 2, 1.5],
    [1, 0.5, 6],
    [200, 4, 0.75],
  ])('of %i layers at %f × shows each for %f frames, then all of it', (last, speed, each) => {
    const frames = framesOf(last, speed);
    const played = frames.slice(0, -FPS) as number[];
    expect(frames.slice(-FPS).every((time) => time === undefined)).toBe(true);
    expect(played).toHaveLength(Math.ceil(last * each));
    for (const [i, time] of played.entries()) expect(time).toBe(Math.floor((i + 1e-9) / each));
  });
});

describe('a picture’s size', () => {
  it.each([
    ['width', '3840', undefined],
    ['width', '3841', 'width “3841” is not a whole number from 160 to 3840.'],
    ['height', ' 2160 ', undefined],
    ['height', '2160.5', 'height “2160.5” is not a whole number from 120 to 2160.'],
    ['height', '', 'height “” is not a whole number from 120 to 2160.'],
    ['height', '-720', 'height “-720” is not a whole number from 120 to 2160.'],
  ] as const)('%s “%s”', (which, typed, problem) => {
    expect(lengthProblem(which, typed)).toBe(problem);
  });
});
