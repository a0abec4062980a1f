import type { Candidate, NumericField } from './formula'
import { informativeRows, isTarget } from './formula'

const fewestRowsPerField = 10
const mostTerms = 12

/**
 * Fields that are sums of three or more others, by least squares on the rows in which all are present. A field that
 * was found is left out of the next ones' regressors, so that what is left is independent. `known`: targets of
 * formulas found before.
 */
export function linearCombinations(
  fields: readonly NumericField[],
  sample: Uint32Array,
  known: ReadonlySet<string>,
): Candidate[] {
  const usable = fields.filter(
    ({ values }) => sample.reduce((n, row) => n + (Number.isNaN(values[row]!) ? 1 : 0), 0) < sample.length / 2,
  )
  const rows = Uint32Array.from(sample).filter((row) => usable.every(({ values }) => !Number.isNaN(values[row]!)))
  if (usable.length < 4 || rows.length < fewestRowsPerField * usable.length) return []
  const found: Candidate[] = []
  const derived = new Set(known)
  for (const target of [...usable].reverse()) {
    if (!isTarget(target) || derived.has(target.name)) continue
    const regressors = usable.filter((each) => each !== target && !derived.has(each.name))
    const candidate = combination(target, regressors, rows)
    if (!candidate) continue
    found.push(candidate)
    derived.add(target.name)
  }
  return found
}

function combination(target: NumericField, fields: readonly NumericField[], rows: Uint32Array): Candidate | undefined {
  if (fields.length < 3) return undefined
  const columns = fields.map(({ values }) => centred(values, rows))
  const y = centred(target.values, rows)
  const weights = leastSquares(columns, y)
  if (!weights) return undefined
  const step = 10 ** -target.places
  const terms = fields.flatMap((field, j) => {
    const matters = Math.abs(weights[j]!) * columns[j]!.reach >= step / 2
    return matters ? [{ field: field.name, factor: snapped(weights[j]!) }] : []
  })
  if (terms.length < 3 || terms.length > mostTerms) return undefined
  const constant = terms.reduce((sum, { field, factor }) => {
    const at = fields.findIndex((each) => each.name === field)
    return sum - factor * columns[at]!.mean
  }, y.mean)
  const fewest = Math.ceil(rows.length / 10)
  if (informativeRows([target], rows, fewest).length < fewest) return undefined
  return { target, formula: { is: 'sum', terms, constant: snappedTo(constant, step) } }
}

interface Centred {
  readonly values: Float64Array
  readonly mean: number
  readonly scale: number
  /** Largest distance from the mean. */
  readonly reach: number
}

function centred(values: Float64Array, rows: Uint32Array): Centred {
  const mean = rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length
  const own = Float64Array.from(rows, (row) => values[row]! - mean)
  const scale = Math.sqrt(own.reduce((sum, v) => sum + v * v, 0)) || 1
  return { values: own, mean, scale, reach: own.reduce((most, v) => Math.max(most, Math.abs(v)), 0) }
}

/** Normal equations of standardised columns, by Cholesky with a trace of ridge; undefined when the fit is not exact. */
function leastSquares(columns: readonly Centred[], y: Centred): Float64Array | undefined {
  const p = columns.length
  const dot = (a: Centred, b: Centred) =>
    a.values.reduce((sum, v, i) => sum + v * b.values[i]!, 0) / (a.scale * b.scale)
  const factor = new Float64Array(p * p)
  const right = Float64Array.from(columns, (column) => dot(column, y))
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = dot(columns[i]!, columns[j]!) + (i === j ? 1e-10 : 0)
      for (let k = 0; k < j; k++) sum -= factor[i * p + k]! * factor[j * p + k]!
      if (i === j && sum <= 0) return undefined
      factor[i * p + j] = i === j ? Math.sqrt(sum) : sum / factor[j * p + j]!
    }
  const half = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    let sum = right[i]!
    for (let k = 0; k < i; k++) sum -= factor[i * p + k]! * half[k]!
    half[i] = sum / factor[i * p + i]!
  }
  const explained = half.reduce((sum, v) => sum + v * v, 0)
  if (explained < 0.999) return undefined
  const weights = new Float64Array(p)
  for (let i = p - 1; i >= 0; i--) {
    let sum = half[i]!
    for (let k = i + 1; k < p; k++) sum -= factor[k * p + i]! * weights[k]!
    weights[i] = sum / factor[i * p + i]!
  }
  return weights.map((w, j) => (w * y.scale) / columns[j]!.scale)
}

/** To a plain number where one is near: what a person would have multiplied by. */
function snapped(weight: number): number {
  const plain = Number(weight.toPrecision(2))
  const isNear = Math.abs(plain - weight) <= 2e-3 * Math.abs(weight)
  return isNear ? plain : Number(weight.toPrecision(7))
}

function snappedTo(constant: number, step: number): number {
  const plain = Math.round(constant)
  return Math.abs(plain - constant) < Math.max(2 * step, 1e-6) ? plain : Number(constant.toPrecision(9))
}
