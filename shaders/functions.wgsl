// Functions of the activations to float32's accuracy: WGSL's own are not bound to it. A name that
// ends in _ has a cousin in WGSL.

fn power_of_2(exponent: i32) -> f32 { return bitcast<f32>(u32(exponent + 127) << 23u); }

// (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2 (Cephes).
fn exp_tail(r: f32) -> f32 {
  return ((((1.9875691500e-4 * r + 1.3981999507e-3) * r + 8.3334519073e-3) * r
    + 4.1665795894e-2) * r + 1.6666665459e-1) * r + 5.0000001201e-1;
}

fn exp_(x: f32) -> f32 {
  // Beyond, the result is 0 or inf.
  let t = clamp(x, -104.0, 90.0);
  let k = round(t * 1.44269504);
  // ln 2 in two parts, of which k times the first is exact.
  let r = (t - k * 0.693359375) + k * 2.12194440e-4;
  let half = i32(k) >> 1u;
  // Two steps: 2ᵏ itself may be beyond float32 where the result is not.
  return (1.0 + (r + r * r * exp_tail(r))) * power_of_2(half) * power_of_2(i32(k) - half);
}

fn expm1_(x: f32) -> f32 {
  return select(exp_(x) - 1.0, x + x * x * exp_tail(x), abs(x) < 0.34);
}

// For y from 0 to 1: twice the area tangent of y / (2 + y).
fn log1p_(y: f32) -> f32 {
  let s = y / (2.0 + y);
  let t = s * s;
  return 2.0 * s * (1.0 + t * (1.0 / 3.0 + t * (1.0 / 5.0 + t * (1.0 / 7.0 + t * (1.0 / 9.0
    + t * (1.0 / 11.0 + t * (1.0 / 13.0 + t / 15.0)))))));
}

fn tanh_(x: f32) -> f32 {
  let e = expm1_(2.0 * min(abs(x), 10.0));
  return sign(x) * (e / (e + 2.0));
}

// tanh′, also where 1 − tanh² would cancel.
fn sech2_(x: f32) -> f32 {
  let e = exp_(-2.0 * abs(x));
  return 4.0 * e / ((1.0 + e) * (1.0 + e));
}

// x − tanh x, by its series where the two nearly cancel.
fn tanhshrink_(x: f32) -> f32 {
  let s = x * x;
  let series = x * s * (1.0 / 3.0 + s * (-2.0 / 15.0 + s * (17.0 / 315.0 + s * (-62.0 / 2835.0
    + s * (1382.0 / 155925.0 + s * (-21844.0 / 6081075.0 + s * (929569.0 / 638512875.0)))))));
  return select(x - tanh_(x), series, abs(x) < 0.4);
}

// PyTorch takes 1 − tanh′ in float32, in multiples of 2⁻²⁴: a slope below half of that is 0. Written as
// differences, compilers would put the terms together again.
fn tanhshrink_slope(x: f32) -> f32 {
  let t = tanh_(x);
  // 2⁻²⁴: a quotient need not be exact, even by a power of 2.
  return round(t * t * 16777216.0) * 5.9604644775390625e-8;
}

fn sigmoid_(x: f32) -> f32 {
  let e = exp_(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

fn sigmoid_slope(x: f32) -> f32 {
  let e = exp_(-abs(x));
  return e / ((1.0 + e) * (1.0 + e));
}

// exp(−x²/2): x² would round, so it is taken apart into a square that is exact and a rest.
fn exp_half_square(x: f32) -> f32 {
  let t = min(abs(x), 40.0);
  let head = bitcast<f32>(bitcast<u32>(t) & 0xfffff000u);
  return exp_(-0.5 * head * head) * exp_(-0.5 * (t - head) * (t + head));
}

fn normal_pdf(x: f32) -> f32 { return 0.3989422804 * exp_half_square(x); }

// Half the complementary error function of |x|/√2, by the Chebyshev fit of Numerical Recipes (erfcc,
// 1.2e-7 relative), then mirrored.
fn normal_cdf(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.5 * 0.70710678118 * min(abs(x), 40.0));
  let fit = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806
    + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223
    + t * 0.17087277))))))));
  let tail = 0.5 * t * exp_half_square(x) * exp_(fit);
  return select(tail, 1.0 - tail, x >= 0.0);
}

// gelu_tanh is x · sigmoid(2u) with u = √(2/π) (x + 0.044715 x³).
fn gelu_tanh_argument(x: f32) -> f32 {
  let t = clamp(x, -40.0, 40.0);
  return 1.5957691216 * (t + 0.044715 * t * t * t);
}
fn gelu_tanh_slope(x: f32) -> f32 {
  let t = clamp(x, -40.0, 40.0);
  let u = gelu_tanh_argument(t);
  return sigmoid_(u) + t * sigmoid_slope(u) * 1.5957691216 * (1.0 + 0.134145 * t * t);
}

// tanh(ln(1 + eˣ)) = n / (n + 2) with n = eˣ (eˣ + 2); from 20 on it is 1.
fn tanh_softplus(x: f32) -> f32 {
  let e = exp_(min(x, 20.0));
  let n = e * (e + 2.0);
  return n / (n + 2.0);
}
fn mish_slope(x: f32) -> f32 {
  let t = clamp(x, -200.0, 20.0);
  let e = exp_(t);
  let n = e * (e + 2.0);
  return n / (n + 2.0) + t * (4.0 * e * (e + 1.0)) / ((n + 2.0) * (n + 2.0));
}

fn softsign_slope(x: f32) -> f32 {
  let t = 1.0 + abs(x);
  return (1.0 / t) / t;
}
