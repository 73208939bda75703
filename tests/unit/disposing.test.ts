import { describe, expect, it, vi } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { inErrorScope } from '../../src/engine/webgpu/error-scope';
import { made } from './making';

const DISPOSED = /^The engine was disposed of/;
const network = (changes: object = {}) =>
  made({ widths: [64], batch: 64, depth: 4, backward: true, ...changes });

async function drain(reports: AsyncIterable<unknown>) {
  let seen = 0;
  for await (const _ of reports) seen++;
  return seen;
}

describe('the float32 engine that is disposed of', () => {
  it('ends a run that waits to be asked on, forward, backward and after its last report', async () => {
    for (const asked of [1, 7, 10]) {
      const engine = createCpuEngine();
      const reports = engine.run(network());
      for (let i = 0; i < asked; i++) expect((await reports.next()).done).toBe(false);
      engine.dispose();
      await expect(reports.next()).rejects.toThrow(DISPOSED);
      await expect(engine.histogram(0, 'post')).rejects.toThrow(DISPOSED);
    }
  });

  it('ends a run that computes', async () => {
    const engine = createCpuEngine();
    const running = drain(engine.run(network({ widths: [256], depth: 200 })));
    setTimeout(() => engine.dispose(), 30);
    await expect(running).rejects.toThrow(DISPOSED);
  });

  it('does nothing more, however often it is disposed of, and another one does', async () => {
    const engine = createCpuEngine();
    engine.dispose();
    engine.dispose();
    await expect(drain(engine.run(network()))).rejects.toThrow(DISPOSED);
    expect(await drain(createCpuEngine().run(network()))).toBe(10);
  });
});

describe('an error scope', () => {
  const scopes = (pop: () => Promise<GPUError | null>) => {
    const calls: string[] = [];
    const device = {
      pushErrorScope: (filter: string) => calls.push(filter),
      popErrorScope: () => {
        calls.push('pop');
        return pop();
      },
    };
    return { device: device as never, calls };
  };

  it('is closed before anything else can come between', async () => {
    const error = { message: 'none left' };
    const { device, calls } = scopes(async () => error);
    const scope = inErrorScope(device, 'out-of-memory', () => calls.push('made'));
    expect(calls).toEqual(['out-of-memory', 'made', 'pop']);
    expect(await scope.error).toBe(error);
  });

  it('is closed where what is made throws, which is told alone, even if the device goes', async () => {
    const unheard = vi.fn();
    process.on('unhandledRejection', unheard);
    const { device, calls } = scopes(async () => {
      throw new Error('the device is gone');
    });
    const make = () => {
      throw new TypeError('no such layout');
    };
    expect(() => inErrorScope(device, 'validation', make)).toThrow('no such layout');
    expect(calls).toEqual(['validation', 'pop']);
    // A turn of the event loop later, Node has told of those that nobody heard.
    await new Promise((turn) => setTimeout(turn));
    process.off('unhandledRejection', unheard);
    expect(unheard).not.toHaveBeenCalled();
  });
});
