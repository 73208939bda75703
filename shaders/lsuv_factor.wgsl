// By what LSUV multiplies a layer's weights so that their product with the layer's input has the wanted
// standard deviation (Mishkin & Matas 2016). One thread. Needs float_bits.wgsl and merged_parts.wgsl.

struct LsuvFactor {
  first_part: u32,
  part_count: u32,
  layer: u32,
  // 1 for the first correction of a layer; the later ones multiply.
  first: u32,
  gain: f32,
}

@group(0) @binding(0) var<uniform> lsuv: LsuvFactor;
@group(0) @binding(1) var<storage, read> parts: array<Part>;
// The last correction, then each layer's product of all of its.
@group(0) @binding(2) var<storage, read_write> factors: array<f32>;

@compute @workgroup_size(1)
fn main() {
  let all = merged_parts(lsuv.first_part, lsuv.part_count);
  var factor = 1.0;
  if (all.m2 > 0.0 && abs(all.unit) < 127) {
    factor = lsuv.gain / sqrt(all.m2 / all.n) * power_of_two(-all.unit);
  }
  factors[0] = factor;
  factors[lsuv.layer] = factor * select(factors[lsuv.layer], 1.0, lsuv.first == 1u);
}
