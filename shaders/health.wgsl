// Words of a layer's health, as src/engine/webgpu/health.ts reads them.

const HEALTH_WORDS = 72u;
const SAMPLES = 0u;
const DEAD = 1u;
const SATURATED = 2u;
// Squared lengths, one a workgroup of shaders/correlation_columns.wgsl: at most 2048 / 32.
const LENGTHS = 4u;
