// Softmax cross-entropy over the units' codes, with a smooth basis for binned numbers (Unit.smooth).
// `layout`: int32 [units, 7]: first code, codes, first column of z, cosines, offset in basis, free codes, offset in free.
// A unit with cosines has its coefficients first in z, then one column per free code; another one column per code.
// First codes, and first columns, are multiples of 4, so that whole vectors can be read and written.
import { exp4, madd, max4, sum4 } from './math'

// The platform's logarithm: the compiler's own would put a table of constants onto tfjs' heap.
@external("env", "log")
declare function ln(x: f64): f64

const FIELDS: i32 = 7
const OUTSIDE: f32 = -1e30

/**
 * Returns Σ weights[r] · −ln p(targets[r, u]). `z`: [rows, ldz]; `targets`: int32 [rows, units], −1 = not asked.
 * With `gradient`, z becomes ∂L/∂z and ∂L/∂bias is added to `dBias`.
 */
export function softmaxLoss(
  rows: i32, units: i32, layout: usize, z: usize, ldz: i32, targets: usize, weights: usize,
  bias: usize, dBias: usize, basis: usize, free: usize, scratch: usize, gradient: i32,
): f64 {
  let loss: f64 = 0
  for (let r = 0; r < rows; r++) {
    const weight = load<f32>(weights)
    for (let u = 0; u < units; u++) {
      const unit = layout + <usize>(u * FIELDS * 4)
      const target = load<i32>(targets + <usize>(u * 4))
      const columns = z + <usize>(load<i32>(unit, 8) * 4)
      if (target < 0) {
        if (gradient) memory.fill(columns, 0, <usize>(columnCount(unit) * 4))
        continue
      }
      logits(unit, columns, bias, basis, free, scratch)
      const size = (load<i32>(unit, 4) + 3) & ~3
      const chosen = load<f32>(scratch + <usize>(target * 4))
      loss += <f64>weight * <f64>(exponentiate(size, scratch) - chosen)
      if (!gradient) continue
      scaleProbabilities(size, scratch, weight, target)
      backward(unit, size, columns, dBias, basis, free, scratch)
    }
    z += <usize>(ldz * 4)
    targets += <usize>(units * 4)
    weights += 4
  }
  return loss
}

/** One unit's logits for all rows: `columns` [rows, ldz] starts at the unit's first column; `out`: [rows, size up to 4]. */
export function unitLogits(
  rows: i32, unit: usize, columns: usize, ldz: i32, bias: usize, basis: usize, free: usize, out: usize,
): void {
  const size = (load<i32>(unit, 4) + 3) & ~3
  for (let r = 0; r < rows; r++) {
    logits(unit, columns, bias, basis, free, out)
    columns += <usize>(ldz * 4)
    out += <usize>(size * 4)
  }
}

function columnCount(unit: usize): i32 {
  const cosines = load<i32>(unit, 12)
  return ((cosines ? cosines + load<i32>(unit, 20) : load<i32>(unit, 4)) + 3) & ~3
}

function logits(unit: usize, columns: usize, bias: usize, basis: usize, free: usize, out: usize): void {
  const count = load<i32>(unit, 4)
  const size = (count + 3) & ~3
  const biasAt = bias + <usize>(load<i32>(unit) * 4)
  const cosines = load<i32>(unit, 12)
  if (cosines) {
    const rowBytes = <usize>(size * 4)
    const basisAt = basis + <usize>(load<i32>(unit, 16) * 4)
    for (let j: usize = 0; j < rowBytes; j += 16) {
      let x = v128.load(biasAt + j)
      let at = basisAt + j
      for (let c = 0; c < cosines; c++) {
        x = madd(v128.load32_splat(columns + <usize>(c * 4)), v128.load(at), x)
        at += rowBytes
      }
      v128.store(out + j, x)
    }
    const list = free + <usize>(load<i32>(unit, 24) * 4)
    for (let f = 0; f < load<i32>(unit, 20); f++) {
      const at = out + <usize>(load<i32>(list + <usize>(f * 4)) * 4)
      store<f32>(at, load<f32>(at) + load<f32>(columns + <usize>((cosines + f) * 4)))
    }
  } else {
    for (let j: usize = 0; j < <usize>(size * 4); j += 16) {
      v128.store(out + j, f32x4.add(v128.load(columns + j), v128.load(biasAt + j)))
    }
  }
  for (let i = count; i < size; i++) store<f32>(out + <usize>(i * 4), OUTSIDE)
}

/** Logits become e^(logit − max) / sum. Returns ln of the sum of e^logit. */
function exponentiate(size: i32, x: usize): f32 {
  const bytes = <usize>(size * 4)
  let top = f32x4.splat(OUTSIDE)
  for (let j: usize = 0; j < bytes; j += 16) top = f32x4.max(top, v128.load(x + j))
  const most = max4(top)
  const shift = f32x4.splat(most)
  let sum = f32x4.splat(0)
  for (let j: usize = 0; j < bytes; j += 16) {
    const e = exp4(f32x4.sub(v128.load(x + j), shift))
    sum = f32x4.add(sum, e)
    v128.store(x + j, e)
  }
  const total = sum4(sum)
  const factor = f32x4.splat(1 / total)
  for (let j: usize = 0; j < bytes; j += 16) v128.store(x + j, f32x4.mul(v128.load(x + j), factor))
  return most + <f32>ln(<f64>total)
}

function scaleProbabilities(size: i32, x: usize, weight: f32, target: i32): void {
  const factor = f32x4.splat(weight)
  for (let j: usize = 0; j < <usize>(size * 4); j += 16) v128.store(x + j, f32x4.mul(v128.load(x + j), factor))
  const at = x + <usize>(target * 4)
  store<f32>(at, load<f32>(at) - weight)
}

function backward(unit: usize, size: i32, columns: usize, dBias: usize, basis: usize, free: usize, g: usize): void {
  const bytes = <usize>(size * 4)
  const biasAt = dBias + <usize>(load<i32>(unit) * 4)
  for (let j: usize = 0; j < bytes; j += 16) v128.store(biasAt + j, f32x4.add(v128.load(biasAt + j), v128.load(g + j)))
  const cosines = load<i32>(unit, 12)
  if (!cosines) {
    memory.copy(columns, g, bytes)
    return
  }
  let at = basis + <usize>(load<i32>(unit, 16) * 4)
  for (let c = 0; c < cosines; c++) {
    let sum = f32x4.splat(0)
    for (let j: usize = 0; j < bytes; j += 16) sum = madd(v128.load(g + j), v128.load(at + j), sum)
    store<f32>(columns + <usize>(c * 4), sum4(sum))
    at += bytes
  }
  const list = free + <usize>(load<i32>(unit, 24) * 4)
  for (let f = 0; f < load<i32>(unit, 20); f++) {
    store<f32>(columns + <usize>((cosines + f) * 4), load<f32>(g + <usize>(load<i32>(list + <usize>(f * 4)) * 4)))
  }
}
