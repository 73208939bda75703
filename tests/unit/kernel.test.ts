import { describe, expect, it, vi } from 'vitest';
import { createKernel } from '../../src/engine/webgpu/kernel';

const CODE = `
struct Task { count: u32 }
@group(0) @binding(0) var<uniform> task: Task;
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
@compute @workgroup_size(1) fn main() { values[0] = f32(task.count); }
`;

const gone = async () => {
  throw new Error('the device is gone');
};

describe('a kernel', () => {
  it('whose device goes while it compiles rejects once, and leaves no rejection behind', async () => {
    // Node has no WebGPU to say it.
    vi.stubGlobal('GPUShaderStage', { COMPUTE: 4 });
    const unheard = vi.fn();
    process.on('unhandledRejection', unheard);
    const device = {
      pushErrorScope: () => {},
      createShaderModule: () => ({ getCompilationInfo: gone }),
      createBindGroupLayout: () => ({}),
      createPipelineLayout: () => ({}),
      createComputePipelineAsync: gone,
      popErrorScope: gone,
    };
    await expect(createKernel(device as never, 'fill', CODE)).rejects.toThrow('the device is gone');
    // A turn of the event loop later, Node has told of those that nobody heard.
    await new Promise((turn) => setTimeout(turn));
    vi.unstubAllGlobals();
    process.off('unhandledRejection', unheard);
    expect(unheard).not.toHaveBeenCalled();
  });
});
