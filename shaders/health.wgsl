// Words of a layer's health, as src/engine/webgpu/results.ts reads them.

const HEALTH_WORDS = 130u;
const SAMPLES = 0u;
// Workgroups of shaders/columns.wgsl, at most 2048 / 32; each has a word of squared lengths and one of dead units.
const GROUPS = 1u;
const LENGTHS = 2u;
const DEAD = 66u;
