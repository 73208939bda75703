import { Ray, Vector3 } from 'three/webgpu';
import { describe, expect, it } from 'vitest';
import { inside } from '../../src/model/columns';
import { cameras } from '../../src/model/view';
import { bestView, viewpoints } from '../../src/scene/fit';
import { framing } from '../../src/scene/framing';
import { layerZ, stackOf, UNIT_HEIGHT } from '../../src/scene/layout';
import { createPicker } from '../../src/scene/pick';
import { walk } from '../../src/scene/pointing';
import { columnAt, columnX } from '../../src/scene/profile';
import { lens } from './scene-lens';
import { normalReport, ranges, state } from './scene-state';

const frame = { width: 1200, height: 500, em: 16 };
const names = Object.keys(cameras) as (keyof typeof cameras)[];

/** The ray through the pixel on which a place of the world is seen. */
function through(place: Vector3, name: keyof typeof cameras, depth: number) {
  const range = ranges.linear;
  const shape = framing(stackOf(depth, range), state({ depth, range }));
  const camera = lens(bestView(shape, viewpoints[name], frame), frame);
  const seen = place.clone().project(camera);
  const pixel = (at: number, length: number) => (Math.round(at * length) + 0.25) / length;
  const [x, y] = [pixel((seen.x + 1) / 2, 1200) * 2 - 1, pixel((seen.y + 1) / 2, 500) * 2 - 1];
  const direction = new Vector3(x, y, 0.5).unproject(camera).sub(camera.position).normalize();
  return new Ray(camera.position.clone(), direction);
}

describe('columns', () => {
  const onTheWay = { kind: 'log', low: -3.3, high: 12.7 } as const;
  it.each(
    Object.entries({ ...ranges, long: { kind: 'log', low: -44, high: 1 } as const, onTheWay }),
  )('are found again where they stand, on %s', (_, range) => {
    const stack = stackOf(50, range);
    for (let column = 0; column <= stack.columns.last; column++)
      expect(columnAt(stack, columnX(stack, column))).toBe(column);
  });
});

describe('pointing', () => {
  // Narrow enough to leave floor free: a bell of a tenth of the axis' 4σ.
  const narrow = { variance: 0.16, secondMoment: 0.16, min: -1.8, max: 1.8 };

  it.each(names)('at the floor finds the layer and the bin in the %s camera', (name) => {
    const depth = 10;
    const stack = stackOf(depth, ranges.linear);
    const reports = Array.from({ length: depth + 1 }, (_, layer) => normalReport(layer, narrow));
    const pick = createPicker(stack, state({ depth, reports }));
    // In front, or at the side that the eye is on, nothing stands before it.
    const x = columnX(stack, 230);
    const hit = pick(through(new Vector3(x, 0, layerZ(stack, 6)), name, depth));
    expect(hit?.layer).toBe(6);
    expect(Math.abs(hit!.bin! - 229)).toBeLessThanOrEqual(2);
  });

  it('at the top of a bell finds its layer, not the one whose floor lies behind it', () => {
    const depth = 10;
    const stack = stackOf(depth, ranges.linear);
    const pick = createPicker(stack, state({ depth }));
    const top = new Vector3(0, UNIT_HEIGHT * 0.97, layerZ(stack, 0) + stack.thickness / 2);
    const hit = pick(through(top, 'threeQuarter', depth));
    expect(hit?.layer).toBe(0);
    expect(Math.abs(hit!.bin! - inside(stack.columns) / 2)).toBeLessThan(12);
  });

  it('beside the stack, and where no layer has come yet, finds none', () => {
    const depth = 10;
    const stack = stackOf(depth, ranges.linear);
    const reports = [normalReport(0), normalReport(1)];
    const pick = createPicker(stack, state({ depth, reports }));
    const at = (x: number, layer: number) => new Vector3(x, 0, layerZ(stack, layer));
    expect(pick(through(at(4.9, 8), 'top', depth))).toBeUndefined();
    expect(pick(through(at(9, 1), 'top', depth))).toBeUndefined();
    expect(pick(through(at(4.9, 1), 'top', depth))?.layer).toBe(1);
  });

  it('at a broken layer finds no bin', () => {
    const reports = [normalReport(0), normalReport(1, { infinities: 3 })];
    const stack = stackOf(1, ranges.linear);
    const pick = createPicker(stack, state({ depth: 1, reports }));
    const place = new Vector3(0, 0, layerZ(stack, 1));
    expect(pick(through(place, 'top', 1))).toEqual({ layer: 1 });
  });
});

describe('keys', () => {
  it('walk layers and bins, and stay within them', () => {
    expect(walk('ArrowUp', undefined, 1, 9, 256)).toEqual({ layer: 1 });
    expect(walk('ArrowUp', { layer: 4, bin: 7 }, 1, 9, 256)).toEqual({ layer: 5, bin: 7 });
    expect(walk('ArrowDown', { layer: 1 }, 1, 9, 256)).toEqual({ layer: 1 });
    expect(walk('Shift+ArrowUp', { layer: 4 }, 1, 50, 256)).toEqual({ layer: 14 });
    expect(walk('Shift+ArrowDown', { layer: 14, bin: 7 }, 1, 50, 256)).toEqual({
      layer: 4,
      bin: 7,
    });
    expect(walk('End', undefined, 1, 9, 256)).toEqual({ layer: 9 });
    expect(walk('ArrowRight', { layer: 4 }, 1, 9, 256)).toEqual({ layer: 4, bin: 256 / 2 });
    expect(walk('ArrowLeft', { layer: 4, bin: -1 }, 1, 9, 256)).toEqual({ layer: 4, bin: -1 });
    expect(walk('ArrowRight', { layer: 4, bin: 256 }, 1, 9, 256)).toEqual({ layer: 4, bin: 256 });
    // A presenter's clicker sends Page Up and Page Down.
    for (const key of ['x', 'constructor', 'PageUp', 'PageDown'])
      expect(walk(key, { layer: 4 }, 1, 9, 256)).toBeUndefined();
  });
});
