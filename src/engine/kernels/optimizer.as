import { sum4 } from './math'

/** Σ x², summed over lanes of 4 in a fixed order. `n` is a multiple of 4. */
export function sumOfSquares(n: i32, x: usize): f64 {
  let total: f64 = 0
  for (let from = 0; from < n; from += 4096) {
    const to = min(n, from + 4096)
    let sum = f32x4.splat(0)
    for (let j = <usize>(from * 4); j < <usize>(to * 4); j += 16) {
      const v = v128.load(x + j)
      sum = f32x4.add(sum, f32x4.mul(v, v))
    }
    total += <f64>sum4(sum)
  }
  return total
}

/**
 * AdamW (Loshchilov & Hutter 2019, Algorithm 2) and an exponential moving average of theta, in place.
 * `scale` multiplies the gradient (clipping); `rate` and `correction` fold the bias corrections in:
 * theta ← theta − decay · theta − rate · m / (√v · correction + epsilon).
 */
export function adamw(
  n: i32, theta: usize, g: usize, m: usize, v: usize, average: usize,
  scale: f32, rate: f32, beta1: f32, beta2: f32, correction: f32, epsilon: f32, decay: f32, averaging: f32,
): void {
  const b1 = f32x4.splat(beta1)
  const c1 = f32x4.splat(1 - beta1)
  const b2 = f32x4.splat(beta2)
  const c2 = f32x4.splat(1 - beta2)
  const keep = f32x4.splat(1 - decay)
  const a = f32x4.splat(averaging)
  const rest = f32x4.splat(1 - averaging)
  for (let j: usize = 0; j < <usize>(n * 4); j += 16) {
    const q = f32x4.mul(v128.load(g + j), f32x4.splat(scale))
    const mean = f32x4.add(f32x4.mul(b1, v128.load(m + j)), f32x4.mul(c1, q))
    const square = f32x4.add(f32x4.mul(b2, v128.load(v + j)), f32x4.mul(c2, f32x4.mul(q, q)))
    const root = f32x4.add(f32x4.mul(f32x4.sqrt(square), f32x4.splat(correction)), f32x4.splat(epsilon))
    const move = f32x4.div(f32x4.mul(f32x4.splat(rate), mean), root)
    const next = f32x4.sub(f32x4.mul(v128.load(theta + j), keep), move)
    v128.store(m + j, mean)
    v128.store(v + j, square)
    v128.store(theta + j, next)
    v128.store(average + j, f32x4.add(f32x4.mul(a, v128.load(average + j)), f32x4.mul(rest, next)))
  }
}
