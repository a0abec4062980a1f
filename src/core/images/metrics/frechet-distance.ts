import type { Matrix } from '../../nets/engine'
import { symmetricEigen } from '../learn/symmetric-eigen'

/**
 * Fréchet distance between the normal distributions of two sets of features (Dowson & Landau 1982; as FID, Heusel et al.
 * 2017, but the features are the caller's): |μₐ − μ_b|² + tr(A + B − 2 (A^½ B A^½)^½). `[n, features]` each, n ≥ 2.
 */
export function frechetDistance(a: Matrix, b: Matrix): number {
  const n = a.columns
  const [one, two] = [momentsOf(a), momentsOf(b)]
  let distance = 0
  for (let i = 0; i < n; i++) {
    distance += (one.mean[i]! - two.mean[i]!) ** 2 + one.covariance[i * n + i]! + two.covariance[i * n + i]!
  }
  const root = squareRoot(one.covariance, n)
  const inner = product(product(root, two.covariance, n), root, n)
  const { values } = symmetricEigen(symmetric(inner, n), n)
  return distance - 2 * values.reduce((sum, v) => sum + Math.sqrt(Math.max(0, v)), 0)
}

/** Covariance divides by n − 1. */
function momentsOf({ rows, columns, values }: Matrix) {
  const mean = new Float64Array(columns)
  for (let i = 0; i < values.length; i++) mean[i % columns] = mean[i % columns]! + values[i]! / rows
  const covariance = new Float64Array(columns * columns)
  const own = new Float64Array(columns)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) own[j] = values[row * columns + j]! - mean[j]!
    for (let i = 0, at = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++, at++) covariance[at] = covariance[at]! + own[i]! * own[j]!
    }
  }
  return { mean, covariance: covariance.map((v) => v / Math.max(1, rows - 1)) }
}

function squareRoot(matrix: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, n)
  const scaled = vectors.map((v, at) => v * Math.max(0, values[at % n]!) ** 0.25)
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += scaled[i * n + k]! * scaled[j * n + k]!
      out[i * n + j] = sum
    }
  }
  return out
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!
      for (let j = 0; j < n; j++) out[i * n + j] = out[i * n + j]! + factor * b[k * n + j]!
    }
  }
  return out
}

const symmetric = (a: Float64Array, n: number) => a.map((v, at) => (v + a[(at % n) * n + Math.floor(at / n)]!) / 2)
