// A layer's moments from its parts, merged in float32 after division by the largest power of two among
// them. Needs part.wgsl and a binding `parts: array<Part>`.

// Mean less a shift near it, and sum of squared deviations, of n finite elements divided by 2^exponent.
struct Merged { n: f32, exponent: i32, shift: f32, mean: f32, m2: f32 }

fn power_of_two(exponent: i32) -> f32 {
  return select(bitcast<f32>(u32(exponent + 127) << 23u), 0.0, exponent < -126);
}

fn merged_parts(first: u32, count: u32) -> Merged {
  let end = first + count;
  var exponent = -1000;
  for (var i = first; i < end; i++) {
    if (parts[i].zeros < parts[i].finite) { exponent = max(exponent, parts[i].exponent); }
  }
  var n = 0.0;
  var shift = 0.0;
  var mean = 0.0;
  var m2 = 0.0;
  for (var i = first; i < end; i++) {
    let part = parts[i];
    if (part.finite == 0u) { continue; }
    let weight = f32(part.finite);
    // A part of zeros only has mean 0 and m2 0, whatever its unit.
    let unit = power_of_two(min(part.exponent - exponent, 0));
    if (n == 0.0) { shift = part.shift * unit; }
    let delta = (part.shift * unit - shift) + part.mean * unit - mean;
    let total = n + weight;
    mean += delta * (weight / total);
    m2 += part.m2 * unit * unit + delta * delta * (n * weight / total);
    n = total;
  }
  return Merged(n, exponent, shift, mean, m2);
}
