// For each column of a sparse matrix the key up to which elements become 0, so that exactly `zeros` of
// them do: the zeros-th smallest, found bit by bit. One workgroup a column. Needs philox.wgsl and
// sparse_keys.wgsl.

struct SparseThresholds {
  rows: u32,
  zeros: u32,
  layer: u32,
  seed: u32,
  stream: u32,
  first: u32,
}

@group(0) @binding(0) var<uniform> sparse: SparseThresholds;
@group(0) @binding(1) var<storage, read_write> thresholds: array<u32>;

const THREADS = 64u;
// MAX_WIDTH of src/model/properties.ts.
const MAX_ROWS = 2048u;
var<workgroup> below: array<atomic<u32>, 32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let column = sparse.first + group.x;
  // Each thread's own rows. In workgroup memory they would be 2048 words, and software adapters write out
  // a store for each, which is to begin at 0: that took longer to compile than all other kernels.
  var keys: array<u32, MAX_ROWS / THREADS>;
  for (var row = thread; row < sparse.rows; row += THREADS) {
    let quad = sparse_keys(column / 4u, row, sparse.layer, vec2u(sparse.seed, sparse.stream));
    keys[row / THREADS] = quad[column % 4u];
  }
  var threshold = 0u;
  // Where nothing is to become 0, nothing is sought.
  for (var bit = select(32u, 0u, sparse.zeros == 0u); bit > 0u; bit--) {
    let candidate = threshold | ((1u << (bit - 1u)) - 1u);
    var count = 0u;
    for (var row = thread; row < sparse.rows; row += THREADS) {
      count += select(0u, 1u, keys[row / THREADS] <= candidate);
    }
    atomicAdd(&below[bit - 1u], count);
    workgroupBarrier();
    if (atomicLoad(&below[bit - 1u]) < sparse.zeros) { threshold |= 1u << (bit - 1u); }
  }
  if (thread == 0u) { thresholds[column] = threshold; }
}
