import { Vector3 } from 'three/webgpu';
import { describe, expect, it } from 'vitest';
import type { AxisRange } from '../../src/model/columns';
import { type CameraName, cameras, MAX_SCALE, MIN_SCALE } from '../../src/model/view';
import { type Annotations, annotate } from '../../src/scene/annotations';
import { bestView, type Frame, viewpoints } from '../../src/scene/fit';
import { framing } from '../../src/scene/framing';
import { heightScaleOf, unitsOf } from '../../src/scene/height-scale';
import type { LabelSizes } from '../../src/scene/label-layer';
import { layerZ, type Stack, stackOf, UNIT_HEIGHT } from '../../src/scene/layout';
import { placeAnnotations } from '../../src/scene/place-annotations';
import { allApart, type Placed, Projection } from '../../src/scene/placement';
import { columnX, shareAt } from '../../src/scene/profile';
import type { SceneState } from '../../src/scene/state';
import { lens } from './scene-lens';
import { normalReport, ranges, state } from './scene-state';

/** Windows from a phone's to a wall's, as wide and as high as the stage is in them. */
const stages = [
  [390, 440],
  [844, 270],
  [600, 400],
  [940, 560],
  [1420, 850],
  [1920, 1000],
  [2560, 1200],
  [3840, 1900],
] as const;

const scales = [MIN_SCALE, 1, 1.5, MAX_SCALE];

/** The page's type in the scene: scene.css. */
const emOf = (width: number, scale: number) => {
  const rem = 16 * scale;
  return Math.min(1.5 * rem, Math.max(0.875 * rem, 0.6 * rem + 0.005 * width));
};

const lettersOf = (em: number): LabelSizes => ({
  measure: (text) => ({ width: text.length * 0.55 * em + 0.6 * em, height: 1.35 * em }),
});

const spread = (depth: number, std: (layer: number) => number, more = (_: number) => ({})) =>
  Array.from({ length: depth + 1 }, (_, layer) => {
    const s = std(layer);
    return normalReport(layer, {
      variance: s ** 2,
      secondMoment: s ** 2,
      min: -4.5 * s,
      max: 4.5 * s,
      ...more(layer),
    });
  });

const log: AxisRange = { kind: 'log', low: -3, high: 39 };
const beyond = (below: number, above: number) => ({
  histogram: { range: ranges.linear, below, above },
});

/** What the page shows: experiments on the axes that suit them, shallow and deep. */
const situations: Readonly<Record<string, Partial<SceneState>>> = {
  'one layer': { depth: 1 },
  'held, 50 layers': { depth: 50 },
  'held, 200 layers': { depth: 200 },
  'per layer': { depth: 12, range: undefined },
  'exploding, broken from layer 27': {
    depth: 50,
    range: log,
    reports: spread(
      50,
      (layer) => 28 ** Math.min(layer, 26),
      (layer) => (layer > 26 ? { nans: 100_000 } : {}),
    ),
  },
  vanishing: {
    depth: 50,
    range: { kind: 'log', low: -10, high: 2 },
    reports: spread(50, (layer) => 0.7 ** layer),
  },
  'beyond the axis': {
    depth: 20,
    reports: spread(
      20,
      (layer) => 1 + 0.2 * layer,
      (layer) => beyond(1500 * layer, 1400 * layer),
    ),
  },
  'beyond the axis, a layer pointed at': {
    depth: 20,
    pointed: { layer: 7 },
    reports: spread(
      20,
      (layer) => 1 + 0.2 * layer,
      (layer) => beyond(1500 * layer, 1400 * layer),
    ),
  },
};

/** A bar that is lower than this share of a bell's peak has no ridge that a label could hide. */
const SEEN = 0.1;

/** The bars as lines on the screen, from foot to top. */
function bars(stack: Stack, shown: SceneState, projection: Projection) {
  const scale = heightScaleOf(shown);
  // Rows are nearer to each other than a line is high, and columns than a letter is wide.
  const step = Math.ceil(shown.depth / 40);
  return shown.reports.flatMap(({ layer, post }) => {
    if (!post || post.nans > 0 || layer % step > 0) return [];
    const z = layerZ(stack, layer);
    const lines = [];
    for (let column = 1; column < stack.columns.last; column += 6) {
      const count = shareAt(stack, post, column) * post.count;
      const units = unitsOf(scale, stack, { count, elements: post.count, plain: true });
      if (units < SEEN) continue;
      const x = columnX(stack, column);
      lines.push(
        [0, units * UNIT_HEIGHT].map((y) => projection.point(new Vector3(x, y, z))) as [
          { x: number; y: number },
          { x: number; y: number },
        ],
      );
    }
    return lines;
  });
}

/** Whether a label lies on a bar; a hair's breadth does not count. */
const covers = (label: Placed, [foot, top]: ReturnType<typeof bars>[number]) => {
  const [w, h] = [label.width / 2 - 2, label.height / 2 - 2];
  const t = Math.max(0, Math.min(1, (label.y - foot.y) / (top.y - foot.y || 1)));
  const x = foot.x + t * (top.x - foot.x);
  const [from, to] = [Math.min(foot.y, top.y), Math.max(foot.y, top.y)];
  return Math.abs(label.x - x) < w && label.y + h > from && label.y - h < to;
};

/** What is found in every stage at every scale. `alter`: the texts, to plant a fault. */
function sweep(
  name: CameraName,
  changes: Partial<SceneState>,
  alter = (annotations: Annotations) => annotations,
) {
  const shown = state({ camera: name, ...changes });
  const found = { pictures: 0, labels: 0, together: 0, clipped: 0, onBars: [] as string[] };
  for (const [width, height] of stages)
    for (const scale of scales) {
      const em = emOf(width, scale);
      // Two lines of words above, the legend and the controls below.
      const frame: Frame = { width, height, above: 4.5 * em, below: 3 * em, em };
      if (height - frame.above! - frame.below! < 6 * em) continue;
      const stack = stackOf(shown.depth, shown.range, Math.floor(width / 2));
      const camera = lens(bestView(framing(stack, shown), viewpoints[name], frame), frame);
      const annotations = alter(annotate(stack, shown));
      const placed = placeAnnotations(annotations, camera, frame, em, lettersOf(em));
      found.pictures++;
      found.labels += placed.length;
      if (!allApart(placed, 0)) found.together++;
      found.clipped += placed.filter(
        ({ x, y, width: w, height: h }) =>
          x - w / 2 < 0 ||
          x + w / 2 > width ||
          y - h / 2 < frame.above! ||
          y + h / 2 > height - frame.below!,
      ).length;
      const lines = bars(stack, shown, new Projection(camera, frame));
      // What is written on the broken field is to lie on it.
      for (const label of placed)
        if (label.kind !== 'broken' && lines.some((line) => covers(label, line)))
          found.onBars.push(`${width}×${height} at ${scale}: ${label.kind} ${label.text}`);
    }
  return found;
}

describe.each(Object.entries(situations))('labels of %s', (_, changes) => {
  it.each(Object.keys(cameras) as CameraName[])(
    'in the %s camera touch neither each other, nor the bars, nor what lies over the picture',
    (name) => {
      const found = sweep(name, changes);
      expect(found.pictures).toBeGreaterThan(15);
      expect(found.labels / found.pictures).toBeGreaterThan(2);
      expect(found).toMatchObject({ together: 0, clipped: 0, onBars: [] });
    },
  );
});

it('would find a label on the bars', () => {
  const changes = situations['beyond the axis, a layer pointed at']!;
  const found = sweep('threeQuarter', changes, (texts) => ({ ...texts, ridge: [] }));
  expect(found.onBars.length).toBeGreaterThan(10);
});
