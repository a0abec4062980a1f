import type { Formula } from './relation'

/** The fields that a formula reads. */
export function formulaFields(formula: Formula): readonly string[] {
  if (formula.is === 'sum') return formula.terms.map(({ field }) => field)
  if (formula.is !== 'factors') return formula.of
  return [...formula.factors.map(({ field }) => field), ...(formula.addend ? [formula.addend.field] : [])]
}

/** The formula at a row, not finite where it has no value. `read`: `[rows]` of a field. */
export function formulaAt(formula: Formula, read: (field: string) => Float64Array): (row: number) => number {
  if (formula.is === 'sum') {
    const terms = formula.terms.map(({ field, factor }) => ({ values: read(field), factor }))
    return (row) => terms.reduce((sum, { values, factor }) => sum + factor * values[row]!, formula.constant)
  }
  if (formula.is === 'factors') {
    const { sign, addend } = formula
    const factors = formula.factors.map(({ field, ...linear }) => ({ values: read(field), ...linear }))
    const added = addend && read(addend.field)
    return (row) => {
      const product = factors.reduce<number>(
        (all, { values, constant, scale }) => all * (constant + scale * values[row]!),
        sign,
      )
      return added ? product + addend.factor * added[row]! : product
    }
  }
  const [a, b] = formula.of.map(read) as [Float64Array, Float64Array]
  return formula.is === 'product' ? (row) => a[row]! * b[row]! : (row) => a[row]! / b[row]!
}

/** The formula row by row, NaN where a field is missing or a quotient has no value. `read`: `[rows]` of a field. */
export function formulaValues(formula: Formula, read: (field: string) => Float64Array, rows: number): Float64Array {
  const at = formulaAt(formula, read)
  return Float64Array.from({ length: rows }, (_, row) => {
    const value = at(row)
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
