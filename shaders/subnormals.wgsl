// Whether the adapter keeps float32's subnormals, |x| < 2^−126: multiplies, adds and stores them as
// matmul.wgsl and survey.wgsl do. All numbers come from buffers, so that no compiler can work the
// results out. One thread.

struct Subnormals { quads: u32, slope: f32, skip: f32, branch: f32 }

@group(0) @binding(0) var<uniform> subnormals: Subnormals;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> h: array<vec4u>;
// Four sums, then four activations.
@group(0) @binding(4) var<storage, read_write> results: array<f32>;

fn phi(x: f32) -> f32 { return select(x, subnormals.slope * x, x < 0.0); }

@compute @workgroup_size(1)
fn main() {
  var sums = vec4f();
  for (var k = 0u; k < subnormals.quads; k++) {
    let at = 4u * k;
    sums += x[k] * mat4x4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]);
  }
  for (var i = 0u; i < 4u; i++) {
    results[i] = sums[i];
    results[4u + i] = subnormals.skip + subnormals.branch * phi(bitcast<f32>(h[0][i]));
  }
}
