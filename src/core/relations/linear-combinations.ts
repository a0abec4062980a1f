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
  const columns = usable.map((field) => ({ field, ...centred(field.values, rows) }))
  const correlations = correlationsOf(columns)
  for (const target of [...columns].reverse()) {
    if (!isTarget(target.field) || derived.has(target.field.name)) continue
    const regressors = columns.filter((each) => each !== target && !derived.has(each.field.name))
    const candidate = combination(target, regressors, correlations, rows)
    if (!candidate) continue
    found.push(candidate)
    derived.add(target.field.name)
  }
  return found
}

/** Of every pair of columns, both ways round. */
type Correlations = ReadonlyMap<Centred, ReadonlyMap<Centred, number>>

function correlationsOf(columns: readonly Centred[]): Correlations {
  const all = new Map(columns.map((column) => [column, new Map<Centred, number>()]))
  columns.forEach((a, i) => {
    for (const b of columns.slice(i)) {
      let sum = 0
      for (let row = 0; row < a.values.length; row++) sum += a.values[row]! * b.values[row]!
      all.get(a)!.set(b, sum / (a.scale * b.scale))
      all.get(b)!.set(a, sum / (a.scale * b.scale))
    }
  })
  return all
}

type Column = Centred & { readonly field: NumericField }

function combination(
  y: Column,
  columns: readonly Column[],
  correlations: Correlations,
  rows: Uint32Array,
): Candidate | undefined {
  if (columns.length < 3) return undefined
  const target = y.field
  const fields = columns.map(({ field }) => field)
  const weights = leastSquares(columns, y, correlations)
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
function leastSquares(columns: readonly Centred[], y: Centred, correlations: Correlations): Float64Array | undefined {
  const p = columns.length
  const dot = (a: Centred, b: Centred) => correlations.get(a)!.get(b)!
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
