import type { Formula } from './relation'

/** The fields that a formula reads. */
export const formulaFields = (formula: Formula): readonly string[] =>
  formula.is === 'sum' ? formula.terms.map(({ field }) => field) : formula.of

/** The formula row by row, NaN where a field is missing or a quotient has no value. `read`: `[rows]` of a field. */
export function formulaValues(formula: Formula, read: (field: string) => Float64Array, rows: number): Float64Array {
  if (formula.is === 'sum') {
    const terms = formula.terms.map(({ field, factor }) => ({ values: read(field), factor }))
    return Float64Array.from({ length: rows }, (_, row) =>
      terms.reduce((sum, { values, factor }) => sum + factor * values[row]!, formula.constant),
    )
  }
  const [a, b] = formula.of.map(read) as [Float64Array, Float64Array]
  return Float64Array.from({ length: rows }, (_, row) => {
    const value = formula.is === 'product' ? a[row]! * b[row]! : a[row]! / b[row]!
    return Number.isFinite(value) ? value : Number.NaN
  })
}

/** To `places` decimals, halves away from zero; a product that falls short of a half by a bit's error counts as one. */
export function roundTo(value: number, places: number): number {
  const scale = 10 ** Math.min(places, 15)
  const scaled = Math.abs(value) * scale
  const rounded = (Math.sign(value) * Math.round(scaled * (1 + 4 * Number.EPSILON))) / scale
  return rounded === 0 ? 0 : Number(rounded.toFixed(Math.min(places, 15)))
}
