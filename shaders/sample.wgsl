// What makes a sample a vector with mean 0 and length 1: (value / 2^exponent − shift − mean) · scale. A
// scale of 0 leaves out a sample that has no direction.

struct Sample { exponent: i32, shift: f32, mean: f32, scale: f32 }
