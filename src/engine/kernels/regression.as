import { sum4 } from './math'

/** Σ (z − target)²; z becomes factor · (z − target). `n` is a multiple of 4. */
export function squaredError(n: i32, z: usize, target: usize, factor: f32): f64 {
  let total: f64 = 0
  for (let from = 0; from < n; from += 4096) {
    const to = min(n, from + 4096)
    let sum = f32x4.splat(0)
    for (let j = <usize>(from * 4); j < <usize>(to * 4); j += 16) {
      const d = f32x4.sub(v128.load(z + j), v128.load(target + j))
      sum = f32x4.add(sum, f32x4.mul(d, d))
      v128.store(z + j, f32x4.mul(d, f32x4.splat(factor)))
    }
    total += <f64>sum4(sum)
  }
  return total
}
